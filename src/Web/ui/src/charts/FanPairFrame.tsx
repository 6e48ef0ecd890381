import Box from '@mui/material/Box';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadAgain } from '@/api/load-again';
import { useFormat } from '@/format/use-format';
import { useTokens } from '@/theme/use-tokens';
import { CsvButton } from '@/ui/CsvButton';
import { Segmented } from '@/ui/Segmented';
import { TableFrame } from '@/ui/TableFrame';
import { MarkButton } from './MarkButton';
import { downloadCsv, toCsv } from './prepare/csv';
import type { FanPairModel } from './prepare/fan-pair';
import { useHidden } from './use-hidden';

const FanPairChart = lazy(() => loadAgain(() => import('./FanPairChart')).then((module) => ({ default: module.FanPairChart })));

interface FanPairFrameProps {
  model: FanPairModel;
  words: { before: string; after: string; start: string };
  label: string;
  /** For the file name of the export. */
  name: string;
  height?: number;
}

/** Two forecasts of the same days: as a drawing, a table and a file. */
export function FanPairFrame({ model, words, label, name, height = 280 }: FanPairFrameProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const tokens = useTokens();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const [hidden, toggle] = useHidden();
  const columns = (['before', 'after'] as const).flatMap((key) => (['p10', 'p50', 'p90'] as const).map((quantile) => ({ key, quantile, label: `${words[key]} ${quantile.toUpperCase()}` })));
  const exportCsv = () => downloadCsv(`${name}.csv`, toCsv(
    [`${t('chart.bucket')} (UTC)`, ...columns.map((column) => `${column.label} (${format.currency})`)],
    model.points.map((point) => [point.day, ...columns.map(({ key, quantile }) => point[key][quantile])]),
  ));
  const number = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };
  return (
    <Box component="figure" sx={{ m: 0, display: 'flex', flexDirection: 'column', gap: 1, minWidth: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <Box sx={{ flex: 1, minWidth: 200, display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
          <MarkButton name={words.before} color={tokens.secondary} isShown={!hidden.has('before')} onToggle={() => toggle('before')} />
          <MarkButton name={words.after} color={tokens.series[0]!} isShown={!hidden.has('after')} onToggle={() => toggle('after')} />
        </Box>
        <Segmented label={t('chart.view')} value={view} options={[{ value: 'chart', label: t('chart.chart') }, { value: 'table', label: t('chart.table') }]} onChange={setView} />
        <CsvButton onClick={exportCsv} />
      </Box>
      {view === 'table' ? (
        <TableFrame label={label} look="framed" height={height}>
          <TableHead>
            <TableRow>
              <TableCell scope="col">{t('chart.bucket')}</TableCell>
              {columns.map((column) => <TableCell key={column.label} scope="col" align="right">{column.label}</TableCell>)}
            </TableRow>
          </TableHead>
          <TableBody>
            {model.points.map((point, i) => (
              <TableRow key={point.day}>
                <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>{format.bucket(model.times[i]!, 'day')}</TableCell>
                {columns.map(({ key, quantile, label: heading }) => <TableCell key={heading} align="right" sx={number}>{format.moneyExact(point[key][quantile])}</TableCell>)}
              </TableRow>
            ))}
          </TableBody>
        </TableFrame>
      ) : (
        <Suspense fallback={<Box role="status" aria-label={t('common.loading')} sx={{ height }} />}>
          <FanPairChart model={model} hidden={hidden} words={words} label={label} height={height} />
        </Suspense>
      )}
    </Box>
  );
}
