import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { summaryQuery } from '@/api/queries';
import type { Summary } from '@/api/types';
import { Sparkline } from '@/charts/Sparkline';
import { useFormat } from '@/format/use-format';
import { useLiveScope } from '@/live/live';
import { useLiveStatus } from '@/live/live-status';
import { DataState } from '@/ui/DataState';
import { StatCard } from '@/ui/StatCard';
import { Sureness } from '@/ui/Sureness';
import { reasonKey } from '../model/reason';

interface SummaryCardsProps {
  scope: string;
  /** What stands beneath the expected month end: the budget, which another feature owns. */
  budget: (summary: Summary) => ReactNode;
}

/** The four figures every scope is read by: now, today, this month, and where the month will end. */
export function SummaryCards({ scope, budget }: SummaryCardsProps) {
  const { t } = useTranslation();
  const { state } = useLiveStatus();
  useLiveScope(scope);
  const query = useQuery({ ...summaryQuery(scope), refetchInterval: state === 'polling' || state === 'connecting' ? 30_000 : false });
  return (
    <DataState what={t('spend.title')} query={query} height={138}>
      {(summary) => <Cards summary={summary} budget={budget} />}
    </DataState>
  );
}

function Cards({ summary, budget }: { summary: Summary; budget: SummaryCardsProps['budget'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { minutes, today, yesterday, monthToDate, previousMonth, monthEnd } = summary;
  // The last minute is still filling; drawn, it would look like a fall.
  const full = minutes.slice(0, -1);
  const peak = Math.max(0, ...full);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))', lg: '1fr 1fr 1fr 1.35fr' } }}>
      <StatCard label={t('spend.now')} value={format.money(summary.spendPerMinute)} exact={t('spend.perMinuteHint')} unit={t('spend.perMinute')}>
        <Sparkline area values={full} height={34} label={t('spend.lastHour', { total: format.money(full.reduce((a, b) => a + b, 0)), peak: format.money(peak) })} />
      </StatCard>
      <StatCard label={t('spend.today')} hint="UTC" aside={<Sureness spend={today.spend} />} value={format.money(today.spend.total)} exact={`${t('spend.todayHint')}: ${format.moneyExact(today.spend.total)}`}>
        <Note>{t('spend.yesterday', { amount: format.money(yesterday.spend.total) })}</Note>
        <Usage period={today} />
      </StatCard>
      <StatCard label={t('spend.month')} hint="UTC" aside={<Sureness spend={monthToDate.spend} />} value={format.money(monthToDate.spend.total)} exact={format.moneyExact(monthToDate.spend.total)}>
        <Note>{t('spend.lastMonth', { amount: format.money(previousMonth.spend.total) })}</Note>
        <Usage period={monthToDate} />
      </StatCard>
      <StatCard label={t('spend.monthEnd')} value={monthEnd === null ? t('common.none') : format.money(monthEnd.p50)} exact={monthEnd === null ? undefined : format.moneyExact(monthEnd.p50)}>
        {monthEnd === null ? <Note>{t(reasonKey(summary.monthEndReason))}</Note> : <Note>{t('spend.monthEndRange', { range: format.moneyRange(monthEnd.p10, monthEnd.p90) })}</Note>}
        {budget(summary)}
      </StatCard>
    </Box>
  );
}

function Usage({ period }: { period: Summary['today'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { inputTokens, cachedTokens, outputTokens, requests } = period.usage;
  return <Note>{`${t('spend.requests')} ${format.count(requests)} · ${t('spend.tokens')} ${format.count(inputTokens + cachedTokens + outputTokens)}`}</Note>;
}

const Note = ({ children }: { children: ReactNode }) => (
  <Typography variant="caption" component="p" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>{children}</Typography>
);
