import Box from '@mui/material/Box';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { CsvButton } from '@/ui/CsvButton';
import { Segmented } from '@/ui/Segmented';
import { TableFrame } from '@/ui/TableFrame';
import { downloadCsv, toCsv } from './prepare/csv';
import { GRID, prepareLimitChart, type LimitChartInput } from './prepare/limit-chart';

interface LimitChartProps {
  input: LimitChartInput;
  /** What is drawn, in words: the chart's name for those who do not see it. */
  label: string;
  /** For the file name of the export. */
  name: string;
  height?: number;
}

/** A label that begins further right would leave the chart: it ends at its tick instead. */
const LAST_LABEL = 0.93;
const HOURS_AT_MOST = 3 * 86_400_000;

/** A sum that grows towards its limit: as a drawing, a table and a file. */
export function LimitChart({ input, label, name, height = 240 }: LimitChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const model = prepareLimitChart(input);
  const isShort = model.to - model.from <= HOURS_AT_MOST;
  const exportCsv = () => downloadCsv(`${name}.csv`, toCsv(
    [`${t('chart.until')} (UTC)`, `${t('chart.sum')} (${format.currency})`],
    model.points.map((point) => [new Date(point.time).toISOString(), point.total]),
  ));
  return (
    <Box component="figure" sx={{ m: 0, minWidth: 0 }}>
      <Box data-print="hide" sx={{ display: 'flex', justifyContent: 'flex-end', gap: 1, mb: 1 }}>
        <Segmented label={t('chart.view')} value={view} options={[{ value: 'chart', label: t('chart.chart') }, { value: 'table', label: t('chart.table') }]} onChange={setView} />
        <CsvButton onClick={exportCsv} />
      </Box>
      {view === 'table' ? (
        <TableFrame label={label} look="plain" maxHeight={height + 24}>
          <TableHead>
            <TableRow>
              <TableCell scope="col">{t('chart.until')}</TableCell>
              <TableCell scope="col" align="right">{t('chart.sum')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {model.points.map((point) => (
              <TableRow key={point.time}>
                <TableCell component="th" scope="row">{format.dateTime(point.time)}</TableCell>
                <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>{format.moneyExact(point.total)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </TableFrame>
      ) : (
        <Box role="img" aria-label={label} sx={{ position: 'relative', height, '@media print': { height: 210, mt: 2 }, mb: 3, fontSize: 12, lineHeight: '16px', color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
          <Box component="svg" viewBox={`0 0 ${GRID} ${GRID}`} preserveAspectRatio="none" sx={{ position: 'absolute', inset: 0, width: '100%', height: '100%', overflow: 'visible', '& path': { vectorEffect: 'non-scaling-stroke', fill: 'none' } }}>
            <Box component="path" d={`M0,${GRID}H${GRID}`} sx={{ stroke: 'var(--mui-palette-divider)' }} />
            {model.fan.map((surface, i) => <Box key={surface} component="path" d={surface} sx={{ '&&': { fill: `var(--mui-palette-chart-${i === model.fan.length - 1 ? 'bandInner' : 'bandOuter'})` } }} />)}
            {model.levels.map((level) => (
              <Box component="path" key={level.label} d={`M0,${level.y * GRID}H${GRID}`} strokeDasharray={level.isLimit ? undefined : '4 4'} sx={{ stroke: level.isLimit ? 'var(--mui-palette-text-primary)' : 'var(--mui-palette-control)' }} strokeWidth={level.isLimit ? 1.5 : 1} />
            ))}
            {model.now !== null && <Box component="path" d={`M${model.now * GRID},0V${GRID}`} sx={{ stroke: 'var(--mui-palette-divider)' }} />}
            {model.ahead !== '' && <Box component="path" d={model.ahead} strokeDasharray="6 4" sx={{ stroke: 'var(--mui-palette-chart-line)' }} strokeWidth={1.5} />}
            {model.line !== '' && <Box component="path" d={model.line} sx={{ stroke: 'var(--mui-palette-chart-line)' }} strokeWidth={2} strokeLinejoin="round" />}
          </Box>
          {model.end !== null && model.ahead !== '' && (
            <>
              <Box sx={{ position: 'absolute', right: 0, top: `${model.end.p90 * 100}%`, height: `max(2px, ${(model.end.p10 - model.end.p90) * 100}%)`, width: 6, bgcolor: 'chart.bandInner' }} />
              <Box sx={{ position: 'absolute', right: -2, top: `calc(${model.end.p50 * 100}% - 5px)`, width: 10, height: 10, borderRadius: '50%', bgcolor: 'chart.line', border: 2, borderColor: 'background.paper' }} />
            </>
          )}
          {model.levels.map((level) => (
            <Box key={level.label} component="span" sx={{ position: 'absolute', left: 0, top: `calc(${level.y * 100}% - 18px)`, bgcolor: 'background.paper', pr: 0.5, color: level.isLimit ? 'text.primary' : 'text.secondary', fontWeight: level.isLimit ? 600 : 400 }}>
              {`${level.label} · ${format.money(level.value)}`}
            </Box>
          ))}
          {model.ticks.map((tick) => (
            <Box key={tick.time} component="span" sx={{ position: 'absolute', top: '100%', mt: 0.5, left: `${tick.x * 100}%`, whiteSpace: 'nowrap', transform: tick.x > LAST_LABEL ? 'translateX(-100%)' : undefined }}>
              {isShort ? format.time(tick.time) : format.day(tick.time)}
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}
