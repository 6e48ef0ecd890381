import { useTheme } from '@mui/material/styles';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { useTokens } from '@/theme/use-tokens';
import { chartOption } from './core/option';
import { Plot } from './Plot';
import { useDescription } from './use-description';
import { useTimeTip } from './use-time-tip';
import type { TimeChartModel } from './prepare/time-chart';

export interface TimeChartProps {
  model: TimeChartModel;
  hidden: ReadonlySet<string>;
  height: number;
  onAnomaly: (id: string) => void;
}

/** Cost over time with what is usual, what is to come and what stood out; a chosen point opens its anomaly. */
export function TimeChart({ model, hidden, height, onAnomaly }: TimeChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const tokens = useTokens();
  const theme = useTheme();
  const description = useDescription(model);
  const tip = useTimeTip(model, hidden);
  const option = useMemo(
    () => chartOption({ model, hidden, tokens, format, nowLabel: t('chart.now'), fontFamily: theme.typography.fontFamily ?? 'sans-serif' }),
    [model, hidden, tokens, format, t, theme],
  );
  return (
    <Plot
      option={option}
      structure={`${model.grain}|${model.groups.length}|${model.hasForecast}|${model.hasUsual}`}
      count={model.points.length}
      times={model.points}
      label={description}
      height={height}
      tip={tip}
      choice={(index) => model.points[index]!.anomalies[0]?.id}
      onChoose={onAnomaly}
    />
  );
}
