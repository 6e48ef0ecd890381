import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Summary } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { StatCard } from '@/ui/StatCard';
import { useMinute } from '@/ui/use-now';
import { explanationQuery } from '../api/queries';
import { monthAgainstLast } from '../model/month';

/** How this month compares with the last, as one figure. */
export function MonthChangeCard({ summary: { scope, monthToDate, previousMonth } }: { summary: Summary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { isWhole, ...comparison } = monthAgainstLast(useMinute());
  const { data, error } = useQuery(explanationQuery(scope, comparison));
  const value = data === undefined ? (error === null ? null : t('common.none')) : data.before > 0 ? format.percentDelta(data.after / data.before - 1) : t('common.none');
  return (
    <StatCard figure="monthChange" scope={scope} value={value} exact={data === undefined ? undefined : `${format.moneyExact(data.before)} → ${format.moneyExact(data.after)}`}>
      {data !== undefined && <Note>{t(isWhole ? 'overview.change.byWhole' : 'overview.change.by', { amount: format.moneyDelta(data.delta) })}</Note>}
      <Note>{`${t('spend.month')} ${format.money(monthToDate.spend.total)} · ${t('spend.lastMonth', { amount: format.money(previousMonth.spend.total) })}`}</Note>
    </StatCard>
  );
}

const Note = ({ children }: { children: string }) => (
  <Typography variant="caption" component="p" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>{children}</Typography>
);
