import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { TableFrame } from '@/ui/TableFrame';
import type { ChartTable } from './prepare/table';
import type { Grain } from './prepare/time-chart';

interface ChartTableViewProps {
  table: ChartTable;
  grain: Grain;
  height: number;
  caption: string;
}

export function ChartTableView({ table, grain, height, caption }: ChartTableViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const hasNotes = table.rows.some((row) => row.note !== '');
  const hasPlans = table.rows.some((row) => row.planned !== '');
  return (
    <TableFrame label={caption} look="framed" height={height}>
      <TableHead>
        <TableRow>
          <TableCell scope="col">{t('chart.bucket')}</TableCell>
          {table.columns.map((column) => <TableCell key={column.key} scope="col" align="right">{column.label}</TableCell>)}
          {hasNotes && <TableCell scope="col">{t('chart.anomaly')}</TableCell>}
          {hasPlans && <TableCell scope="col">{t('chart.planned')}</TableCell>}
        </TableRow>
      </TableHead>
      <TableBody>
        {table.rows.toReversed().map((row) => (
          <TableRow key={row.time}>
            <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>{format.bucket(row.time, grain)}</TableCell>
            {row.cells.map((value, i) => (
              <TableCell key={table.columns[i]!.key} align="right" sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
                {value === null ? t('common.none') : format.moneyExact(value)}
              </TableCell>
            ))}
            {hasNotes && <TableCell sx={{ minWidth: 220 }}>{row.note}</TableCell>}
            {hasPlans && <TableCell sx={{ minWidth: 140 }}>{row.planned}</TableCell>}
          </TableRow>
        ))}
      </TableBody>
    </TableFrame>
  );
}
