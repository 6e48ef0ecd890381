import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslation } from 'react-i18next';
import type { Source } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { Panel } from '@/ui/Panel';

/** Rows that could not be used, newest first, and why. */
export function RowErrors({ errors }: { errors: Source['state']['rowErrors'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel flush title={t('sources.rowErrors')} hint={t('sources.rowErrorsHint')}>
      <Box tabIndex={0} role="region" aria-label={t('sources.rowErrors')} sx={{ overflow: 'auto', maxHeight: 320 }}>
        <Table size="small" stickyHeader aria-label={t('sources.rowErrors')} sx={{ '& th:first-of-type': { pl: 2 } }}>
          <TableHead>
            <TableRow>
              <TableCell scope="col" align="right">{t('sources.row')}</TableCell>
              <TableCell scope="col">{t('sources.field')}</TableCell>
              <TableCell scope="col">{t('sources.reason')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {errors.map((error, i) => ({ error, i })).toReversed().map(({ error, i }) => (
              <TableRow key={i}>
                <TableCell component="th" scope="row" align="right" sx={{ width: 80, fontVariantNumeric: 'tabular-nums' }}>{format.countExact(error.line)}</TableCell>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>{error.field}</TableCell>
                <TableCell lang="en" sx={{ overflowWrap: 'anywhere' }}>{error.message}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
    </Panel>
  );
}
