import MuiLink from '@mui/material/Link';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { costsQuery } from '@/api/queries';
import { LimitChart } from '@/charts/LimitChart';
import { running } from '@/charts/prepare/limit-chart';
import { useFormat } from '@/format/use-format';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { useMinute } from '@/ui/use-now';
import type { Budget } from '../api/types';
import { courseWindow } from '../model/course';

/** How the period's spend grows towards its limit, with what is told on the way and what is expected. */
export function CoursePanel({ budget }: { budget: Budget }) {
  const { t } = useTranslation();
  if (budget.experiment !== null) {
    return (
      <Panel title={t('budgets.course')}>
        <EmptyNote title={t('budgets.courseOfExperiment')} action={<MuiLink component={Link} to={`/experiments/${encodeURIComponent(budget.experiment)}`}>{t('budgets.ofExperiment', { name: budget.experiment })}</MuiLink>} />
      </Panel>
    );
  }
  return <Course budget={budget} />;
}

function Course({ budget }: { budget: Budget }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useMinute();
  const { status } = budget;
  const { from, to, granularity, length } = courseWindow(budget, now);
  const query = useQuery(costsQuery({ scope: budget.scope.key, from, to, granularity, groupBy: 'none' }));
  const isKnown = status.limitUnknown === null;
  const levels = !isKnown ? [] : [
    { value: status.limit, label: t('budgets.limit') },
    ...budget.thresholds.filter((share) => share < 1).map((share) => ({ value: share * status.limit, label: format.percent(share) })),
  ];
  const label = [
    t('budgets.courseLabel', { spent: format.moneyExact(status.spent), limit: isKnown ? format.moneyExact(status.limit) : t('common.none') }),
    ...(status.forecast === null ? [] : [t('budgets.expectedEnd', { p50: format.moneyExact(status.forecast.p50), range: format.moneyRange(status.forecast.p10, status.forecast.p90) })]),
  ].join(' ');
  return (
    <Panel title={t('budgets.course')} hint={t('budgets.courseHint')}>
      <DataState what={t('budgets.course')} query={query} height={300}>
        {(data) => (
          <LimitChart
            name={`budget-${budget.id}`}
            label={label}
            input={{ from: Date.parse(status.from), to: status.to === null ? null : Date.parse(status.to), now, points: running(data.rows, length, now), levels, end: status.forecast }}
          />
        )}
      </DataState>
    </Panel>
  );
}
