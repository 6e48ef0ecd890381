import { useTheme } from '@mui/material/styles';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { useTokens } from '@/theme/use-tokens';
import { fanPairOption } from './core/plot-option';
import { Plot, type Tip } from './Plot';
import type { FanPairModel } from './prepare/fan-pair';

interface FanPairChartProps {
  model: FanPairModel;
  hidden: ReadonlySet<string>;
  words: { before: string; after: string; start: string };
  label: string;
  height: number;
}

export function FanPairChart({ model, hidden, words, label, height }: FanPairChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const tokens = useTokens();
  const theme = useTheme();
  const fontFamily = theme.typography.fontFamily ?? 'sans-serif';
  const option = useMemo(
    () => fanPairOption(model, hidden, words.start, { tokens, fontFamily, tick: (index) => format.axis(model.times[index]!, 'day'), value: (value) => format.moneyAxis(value, model.peak) }),
    [model, hidden, words.start, tokens, fontFamily, format],
  );
  const tip = (index: number): Tip => {
    const { before, after } = model.points[index]!;
    return {
      title: format.bucket(model.times[index]!, 'day'),
      lines: ([['before', before, tokens.secondary], ['after', after, tokens.series[0]!]] as const).filter(([key]) => !hidden.has(key)).flatMap(([key, value, color]) => [
        { label: words[key], value: format.moneyExact(value.p50), color },
        { label: `${t('chart.band80')} · ${words[key]}`, value: format.moneyRange(value.p10, value.p90) },
      ]),
    };
  };
  return <Plot option={option} structure={`${hidden.has('before')}|${hidden.has('after')}|${model.start}`} count={model.points.length} label={label} height={height} tip={tip} />;
}
