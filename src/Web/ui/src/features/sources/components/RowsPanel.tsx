import Box from '@mui/material/Box';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Source } from '@/api/types';
import { downloadCsv, toCsv } from '@/charts/prepare/csv';
import { useFormat } from '@/format/use-format';
import { choice, type Fields } from '@/url/search-state';
import { useSearchState } from '@/url/use-search-state';
import { CsvButton } from '@/ui/CsvButton';
import { EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { Segmented } from '@/ui/Segmented';
import { TableFrame } from '@/ui/TableFrame';
import { useMinute } from '@/ui/use-now';
import { dayBars, rowsOf } from '../model/sources';
import { DayBars } from './DayBars';

const fields: Fields<{ view: 'chart' | 'table' }> = { view: choice(['chart', 'table'], 'chart') };

/** What a source gave, by day of reading. */
export function RowsPanel({ source }: { source: Source }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [{ view }, setState] = useSearchState(fields);
  const until = new Date(useMinute()).toISOString();
  const { days } = source.state;
  const header = [t('sources.accepted'), t('sources.restated'), t('sources.retracted'), t('sources.unchanged'), t('sources.rejected')];
  const figures = (day: Source['state']['days'][number]) => [day.accepted, day.restated, day.retracted, day.unchanged, day.rejected];
  const exportCsv = () => downloadCsv(`${source.id}-rows.csv`, toCsv([t('sources.day'), ...header], days.map((day) => [day.day, ...figures(day)])));
  const bars = dayBars(days, until);
  return (
    <Panel
      title={t('sources.rowsPerDay')}
      hint={t('sources.rowsPerDayHint')}
      actions={(
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <CsvButton onClick={exportCsv} />
          <Segmented label={t('sources.rowsPerDay')} value={view} options={[{ value: 'chart', label: t('chart.chart') }, { value: 'table', label: t('chart.table') }]} onChange={(next) => setState({ view: next }, { replace: true })} />
        </Box>
      )}
    >
      {days.length === 0 && <EmptyNote title={t('sources.notReadYet')} hint={t('sources.notReadYetHint')} height={140} />}
      {days.length > 0 && view === 'chart' && (
        <>
          <DayBars days={days} until={until} height={150} label={t('sources.rowsLabel', { rows: format.countExact(rowsOf(source)) })} />
          <Box aria-hidden sx={{ display: 'flex', justifyContent: 'space-between', borderTop: 1, borderColor: 'divider', pt: 0.5 }}>
            {[0, 17, 34].map((at) => <Typography key={at} variant="caption" sx={{ color: 'text.secondary' }}>{format.day(bars[at]!.day)}</Typography>)}
          </Box>
        </>
      )}
      {days.length > 0 && view === 'table' && (
        <TableFrame label={t('sources.rowsPerDay')} look="plain" maxHeight={320}>
          <TableHead>
            <TableRow>
              <TableCell scope="col">{t('sources.day')}</TableCell>
              {header.map((name) => <TableCell key={name} scope="col" align="right">{name}</TableCell>)}
            </TableRow>
          </TableHead>
          <TableBody>
            {days.toReversed().map((day) => (
              <TableRow key={day.day}>
                <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>{format.day(day.day)}</TableCell>
                {figures(day).map((value, i) => <TableCell key={header[i]} align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>{format.countExact(value)}</TableCell>)}
              </TableRow>
            ))}
          </TableBody>
        </TableFrame>
      )}
    </Panel>
  );
}
