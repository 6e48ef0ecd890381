import Box from '@mui/material/Box';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { Chip } from '@/ui/SeverityChip';
import { StatusStamp } from '@/ui/StatusStamp';
import { TableFrame } from '@/ui/TableFrame';
import { HighIcon } from '@/ui/icons';
import type { DriftRow } from '../model/drift';

/** The days of one model, newest first. */
export function DriftDays({ row }: { row: DriftRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = t('sources.daysOf', { model: row.model || t('spend.unnamedModel') });
  return (
    <TableFrame label={label} look="plain" maxHeight={280} sx={{ '& td, & th': { bgcolor: 'transparent', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' } }}>
      <TableHead>
        <TableRow>
          <TableCell scope="col">{t('sources.day')}</TableCell>
          <TableCell scope="col" align="right">{t('sources.estimated')}</TableCell>
          <TableCell scope="col" align="right">{t('sources.billed')}</TableCell>
          <TableCell scope="col" align="right">{t('sources.ratio')}</TableCell>
          <TableCell scope="col">{t('sources.normal')}</TableCell>
          <TableCell scope="col">{t('sources.sureness')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {row.days.toReversed().map((day) => (
          <TableRow key={day.day}>
            <TableCell component="th" scope="row">{format.day(day.day)}</TableCell>
            <TableCell align="right">{format.moneyExact(day.estimated)}</TableCell>
            <TableCell align="right">{format.moneyExact(day.billed)}</TableCell>
            <TableCell align="right">{day.ratio === null ? t('common.none') : format.percent(day.ratio, 1)}</TableCell>
            <TableCell>
              {day.normal === null ? t('sources.learning') : t('sources.normalRange', { from: format.percent(day.normal.lower, 1), to: format.percent(day.normal.upper, 1) })}
              {day.isUnusual && <Box component="span" sx={{ ml: 1 }}><Chip tone="high"><HighIcon sx={{ fontSize: 14 }} />{t('sources.unusual')}</Chip></Box>}
            </TableCell>
            <TableCell><StatusStamp status={day.status} /></TableCell>
          </TableRow>
        ))}
      </TableBody>
    </TableFrame>
  );
}
