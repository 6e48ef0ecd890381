import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadAgain } from '@/api/load-again';
import { useFormat } from '@/format/use-format';
import { CsvButton } from '@/ui/CsvButton';
import { EmptyNote } from '@/ui/DataState';
import { Segmented } from '@/ui/Segmented';
import { ChartLegend } from './ChartLegend';
import { ChartTableView } from './ChartTableView';
import { downloadCsv, toCsv } from './prepare/csv';
import { chartTable } from './prepare/table';
import type { TimeChartModel } from './prepare/time-chart';

// The chart engine is larger than the rest of the page: it comes after the figures.
const TimeChart = lazy(() => loadAgain(() => import('./TimeChart')).then((module) => ({ default: module.TimeChart })));

interface ChartFrameProps {
  model: TimeChartModel;
  view: 'chart' | 'table';
  onView: (view: 'chart' | 'table') => void;
  /** For the file name of the export. */
  name: string;
  height?: number;
  onAnomaly: (id: string) => void;
}

/** A chart with its legend, its table and its export: three views of one model. */
export function ChartFrame({ model, view, onView, name, height = 300, onAnomaly }: ChartFrameProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const table = chartTable(model, {
    actual: t('chart.actual'), expected: t('chart.expected'), lower: `${t('chart.normal')} ↓`, upper: `${t('chart.normal')} ↑`, other: t('chart.other'),
  });
  const exportCsv = () => {
    const header = [`${t('chart.bucket')} (UTC)`, ...table.columns.map((column) => `${column.label} (${format.currency})`), t('chart.anomaly'), t('chart.planned')];
    downloadCsv(`${name}.csv`, toCsv(header, table.rows.map((row) => [new Date(row.time).toISOString(), ...row.cells, row.note, row.planned])));
  };
  const toggle = (key: string) => setHidden((current) => {
    const next = new Set(current);
    if (!next.delete(key)) next.add(key);
    return next;
  });

  if (model.isEmpty && !model.hasForecast) return <EmptyNote title={t('chart.empty')} hint={t('chart.emptyHint')} height={height} />;
  return (
    <Box component="figure" sx={{ m: 0, display: 'flex', flexDirection: 'column', gap: 1, minWidth: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <Box sx={{ flex: 1, minWidth: 200 }}><ChartLegend model={model} hidden={hidden} onToggle={toggle} /></Box>
        <Segmented
          label={t('chart.view')}
          value={view}
          options={[{ value: 'chart', label: t('chart.chart') }, { value: 'table', label: t('chart.table') }]}
          onChange={onView}
        />
        <CsvButton onClick={exportCsv} />
      </Box>
      {view === 'table' ? (
        <ChartTableView table={table} grain={model.grain} height={height} caption={t('chart.title')} />
      ) : (
        <Suspense fallback={<Box role="status" aria-label={t('common.loading')} sx={{ height }} />}>
          <TimeChart model={model} hidden={hidden} height={height} onAnomaly={onAnomaly} />
        </Suspense>
      )}
      {view === 'chart' && model.top !== null && model.groups.length === 0 && (
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>{t('chart.beyond', { amount: format.money(model.peak) })}</Typography>
      )}
    </Box>
  );
}
