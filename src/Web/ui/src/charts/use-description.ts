import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { lastClosed, type TimeChartModel } from './prepare/time-chart';

/** The chart in one or two sentences, for those who do not see it. */
export function useDescription(model: TimeChartModel): string {
  const { t } = useTranslation();
  const format = useFormat();
  const last = lastClosed(model)?.actual;
  const end = model.points.findLast((point) => point.forecast !== null)?.forecast;
  return t('chart.describe', {
    last: last === undefined || last === null ? t('common.none') : format.moneyExact(last),
    forecast: end === null || end === undefined ? '' : t('chart.describeForecast', {
      median: format.money(end.p50), band80: format.moneyRange(end.p10, end.p90), band95: format.moneyRange(end.p025, end.p975),
    }),
    anomalies: t('chart.describeAnomalies', { count: model.anomalies.length }),
    planned: model.plans.length === 0 ? '' : t('chart.describePlans', { titles: model.plans.map((plan) => plan.label).join(', ') }),
  });
}
