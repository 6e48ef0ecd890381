import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { costsQuery, summaryQuery } from '@/api/queries';
import { LimitChart } from '@/charts/LimitChart';
import { running } from '@/charts/prepare/limit-chart';
import { useFormat } from '@/format/use-format';
import { DataState } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { useMinute } from '@/ui/use-now';

const DAY = 86_400_000;

/** The month adding up towards its end: what was spent, where it is expected to end, and the budget. */
export function MonthCourse({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useMinute();
  const at = new Date(now);
  const from = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
  const to = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1);
  const until = Math.floor(now / DAY) * DAY + DAY;
  const costs = useQuery(costsQuery({ scope, from: new Date(from).toISOString(), to: new Date(until).toISOString(), granularity: 'day', groupBy: 'none' }));
  const { data: summary } = useQuery(summaryQuery(scope));
  const budget = summary?.budget?.monthlyAmount;
  const end = summary?.monthEnd ?? null;
  const label = [
    t('overview.course.label', { spent: format.moneyExact(summary?.monthToDate.spend.total ?? 0) }),
    ...(end === null ? [] : [t('overview.course.end', { p50: format.moneyExact(end.p50), range: format.moneyRange(end.p10, end.p90) })]),
    ...(budget === undefined ? [] : [t('overview.course.budget', { amount: format.moneyExact(budget) })]),
  ].join(' ');
  return (
    <Panel title={t('overview.course.title')} figure="interval" scope={scope} hint={end === null ? t('overview.course.noForecast') : t('overview.course.hint')}>
      <DataState what={t('overview.course.title')} query={costs} height={330}>
        {(data) => (
          <LimitChart
            name={`month-${scope}`}
            height={270}
            label={label}
            input={{ from, to, now, points: running(data.rows, DAY, now), levels: budget === undefined ? [] : [{ value: budget, label: t('overview.course.level') }], end }}
          />
        )}
      </DataState>
    </Panel>
  );
}
