import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { useTokens } from '@/theme/use-tokens';
import type { Tip } from './Plot';
import type { TimeChartModel } from './prepare/time-chart';

const MOST_ANOMALIES = 3;

/** What the cursor tells at a point of a cost chart. */
export function useTimeTip(model: TimeChartModel, hidden: ReadonlySet<string>): (index: number) => Tip {
  const { t } = useTranslation();
  const format = useFormat();
  const tokens = useTokens();
  const money = (value: number | null) => (value === null ? t('chart.noRecords') : format.moneyExact(value));

  return (index) => {
    const point = model.points[index]!;
    const lines: { label: string; value: string; color?: string }[] = [];
    if (point.actual !== null || point.forecast === null) {
      lines.push({ label: point.isFilling ? t('chart.soFar') : t('chart.actual'), value: money(point.actual) });
    }
    model.groups.forEach((group, i) => {
      const part = point.parts[i] ?? null;
      if (part !== null && !hidden.has(group.key)) lines.push({ label: group.name === '' ? t('chart.other') : group.name, value: money(part), color: tokens.series[group.color]! });
    });
    if (point.usual !== null) {
      lines.push({ label: t('chart.expected'), value: money(point.usual.expected) });
      lines.push({ label: t('chart.normal'), value: format.moneyRange(point.usual.lower, point.usual.upper) });
    }
    if (point.forecast !== null && model.groups.length === 0) {
      lines.push({ label: t('chart.median'), value: money(point.forecast.p50) });
      lines.push({ label: t('chart.band80'), value: format.moneyRange(point.forecast.p10, point.forecast.p90) });
      lines.push({ label: t('chart.band95'), value: format.moneyRange(point.forecast.p025, point.forecast.p975) });
    }
    const plans = point.plans.length > 0 ? [{ key: 'plans', tone: 'tone.ok', text: `${t('chart.planned')}: ${point.plans.join(', ')}` }] : [];
    const marks = point.marks.map(({ number, title }) => ({ key: `mark ${String(number)}`, tone: 'text.primary', text: `${String(number)}. ${title}` }));
    const anomalies = point.anomalies.slice(0, MOST_ANOMALIES).map(({ id, severity, label }) => ({ key: id, tone: `tone.${severity}`, text: `${t(`common.severity.${severity}`)}: ${label}` }));
    return { title: format.bucket(point.time, model.grain), lines, notes: [...plans, ...marks, ...anomalies] };
  };
}
