import { useTheme } from '@mui/material/styles';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTokens } from '@/theme/use-tokens';
import { useFigure, type FigureForm } from '@/ui/use-figure';
import { groupOption } from './core/plot-option';
import { Plot, type Tip } from './Plot';
import type { GroupChartModel } from './prepare/group-chart';
import { useStepName } from './use-step-name';

interface GroupChartProps {
  model: GroupChartModel;
  form: FigureForm;
  hidden: ReadonlySet<string>;
  label: string;
  height: number;
}

export function GroupChart({ model, form, hidden, label, height }: GroupChartProps) {
  const { t } = useTranslation();
  const tokens = useTokens();
  const theme = useTheme();
  const figure = useFigure(form);
  const name = useStepName(model.step);
  const fontFamily = theme.typography.fontFamily ?? 'sans-serif';
  const option = useMemo(
    () => groupOption(model, hidden, { tokens, fontFamily, tick: (index) => name.tick(model.times[index]!), value: (value) => figure.axis(value, model.peak) }),
    [model, hidden, tokens, fontFamily, figure, name],
  );
  const tip = (index: number): Tip => ({
    title: name.full(model.times[index]!),
    lines: [
      ...(model.series.length > 1 && model.sums[index] != null ? [{ label: t(index === model.filling ? 'chart.soFar' : 'chart.sumOf'), value: figure.exact(model.sums[index]) }] : []),
      ...model.series.filter((one) => !hidden.has(one.key) && one.values[index] != null).map((one) => ({ label: one.name === '' ? t('chart.other') : one.name, value: figure.exact(one.values[index]!), color: tokens.series[one.color]! })),
    ],
  });
  return <Plot option={option} structure={`${model.mark}|${model.step}|${model.series.length}`} count={model.times.length} label={label} height={height} tip={tip} />;
}
