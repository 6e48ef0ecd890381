import MuiLink from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Contributor } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { scopeAddress } from '@/url/scope-path';
import { EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';

/** What the spend consists of, part by part and model by model, against the week before. */
export function Contributors({ contributors }: { contributors: readonly Contributor[] }) {
  const { t } = useTranslation();
  const parts = contributors.filter((one) => one.kind === 'child');
  const models = contributors.filter((one) => one.kind === 'model');
  return (
    <Panel flush title={t('anomalies.contributors')} hint={t('anomalies.contributorsHint')}>
      {contributors.length === 0 && <EmptyNote title={t('anomalies.contributorsNone')} />}
      {parts.length > 0 && <Rows title={t('anomalies.children')} rows={parts} />}
      {models.length > 0 && <Rows title={t('anomalies.models')} rows={models} />}
    </Panel>
  );
}

function Rows({ title, rows }: { title: string; rows: readonly Contributor[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Table size="small" sx={{ '& td, & th': { '&:first-of-type': { pl: 2 }, '&:last-of-type': { pr: 2 }, fontVariantNumeric: 'tabular-nums' }, '& tbody tr:last-of-type > *': { borderBottom: 0 } }}>
      <TableHead>
        <TableRow>
          <TableCell scope="col">{title}</TableCell>
          <TableCell scope="col" align="right">{t('anomalies.actual')}</TableCell>
          <TableCell scope="col" align="right">{t('anomalies.weekBefore')}</TableCell>
          <TableCell scope="col" align="right">{t('anomalies.difference')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.key}>
            <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
              {row.kind === 'child' ? <MuiLink component={Link} to={scopeAddress(row.key)} color="text.primary">{row.name}</MuiLink> : row.name || t('spend.unnamedModel')}
            </TableCell>
            <TableCell align="right">{format.moneyExact(row.actual)}</TableCell>
            <TableCell align="right">{format.moneyExact(row.baseline)}</TableCell>
            <TableCell align="right" sx={{ fontWeight: 600 }}>{format.moneyDelta(row.actual - row.baseline)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
