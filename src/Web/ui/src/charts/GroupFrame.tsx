import Box from '@mui/material/Box';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { loadAgain } from '@/api/load-again';
import { useTokens } from '@/theme/use-tokens';
import { EmptyNote } from '@/ui/DataState';
import { Segmented } from '@/ui/Segmented';
import { TableFrame } from '@/ui/TableFrame';
import { useFigure, type FigureForm } from '@/ui/use-figure';
import { MarkButton } from './MarkButton';
import { REST, type GroupChartModel } from './prepare/group-chart';
import { useHidden } from './use-hidden';
import { useStepName } from './use-step-name';

const GroupChart = lazy(() => loadAgain(() => import('./GroupChart')).then((module) => ({ default: module.GroupChart })));

interface GroupFrameProps {
  model: GroupChartModel;
  form: FigureForm;
  /** How many groups there are, shown by name or not. */
  groupCount: number;
  view: 'chart' | 'table';
  onView: (view: 'chart' | 'table') => void;
  /** What is drawn, in words. */
  label: string;
  height?: number;
  /** Beside the choice of chart and table. */
  aside?: ReactNode;
}

/** A figure over time by groups, with its legend and its table: views of one model. */
export function GroupFrame({ model, form, groupCount, view, onView, label, height = 300, aside }: GroupFrameProps) {
  const { t } = useTranslation();
  const tokens = useTokens();
  const [hidden, toggle] = useHidden();
  const named = model.series.filter((one) => one.key !== REST).length;
  if (model.isEmpty) return <EmptyNote title={t('chart.empty')} hint={t('chart.emptyHint')} height={height} />;
  return (
    <Box component="figure" sx={{ m: 0, display: 'flex', flexDirection: 'column', gap: 1, minWidth: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: 1 }}>
        <Box sx={{ flex: 1, minWidth: 200, display: 'flex', flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.25, alignItems: 'center' }}>
          {model.series.length > 1 && model.series.map((one) => (
            <MarkButton key={one.key} name={one.name === '' ? t('chart.other') : one.name} color={tokens.series[one.color]!} isShown={!hidden.has(one.key)} onToggle={() => toggle(one.key)} />
          ))}
          {groupCount > named && named > 0 && <Typography variant="caption" sx={{ color: 'text.secondary' }}>{t('chart.capped', { shown: named, total: groupCount })}</Typography>}
        </Box>
        {aside}
        <Segmented label={t('chart.view')} value={view} options={[{ value: 'chart', label: t('chart.chart') }, { value: 'table', label: t('chart.table') }]} onChange={onView} />
      </Box>
      {view === 'table' ? <Buckets model={model} form={form} height={height} caption={label} /> : (
        <Suspense fallback={<Box role="status" aria-label={t('common.loading')} sx={{ height }} />}>
          <GroupChart model={model} form={form} hidden={hidden} label={label} height={height} />
        </Suspense>
      )}
    </Box>
  );
}

function Buckets({ model, form, height, caption }: { model: GroupChartModel; form: FigureForm; height: number; caption: string }) {
  const { t } = useTranslation();
  const figure = useFigure(form);
  const name = useStepName(model.step);
  const hasSum = model.series.length > 1 && model.sums.some((sum) => sum !== null);
  const number = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };
  return (
    <TableFrame label={caption} look="framed" height={height}>
      <TableHead>
        <TableRow>
          <TableCell scope="col">{t('chart.bucket')}</TableCell>
          {hasSum && <TableCell scope="col" align="right">{t('chart.sumOf')}</TableCell>}
          {model.series.map((one) => <TableCell key={one.key} scope="col" align="right">{one.name === '' ? t('chart.other') : one.name}</TableCell>)}
        </TableRow>
      </TableHead>
      <TableBody>
        {model.times.map((time, i) => ({ time, i })).toReversed().map(({ time, i }) => (
          <TableRow key={time}>
            <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>{name.full(time)}</TableCell>
            {hasSum && <TableCell align="right" sx={number}>{figure.exact(model.sums[i] ?? null)}</TableCell>}
            {model.series.map((one) => <TableCell key={one.key} align="right" sx={number}>{figure.exact(one.values[i] ?? null)}</TableCell>)}
          </TableRow>
        ))}
      </TableBody>
    </TableFrame>
  );
}
