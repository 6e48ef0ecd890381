import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bandQuery, forecastQuery } from '@/api/queries';
import type { Summary } from '@/api/types';
import { Sparkline } from '@/charts/Sparkline';
import { useFormat } from '@/format/use-format';
import { DataState } from '@/ui/DataState';
import { Delta } from '@/ui/Delta';
import { FigureName } from '@/ui/FigureName';
import { StatCard } from '@/ui/StatCard';
import { Sureness } from '@/ui/Sureness';
import { useMinute } from '@/ui/use-now';
import { expectedSoFar } from '../model/expected';
import { reasonKey } from '../model/reason';
import { useSummary } from './use-summary';

interface SummaryCardsProps {
  scope: string;
  /** What stands beneath the expected month end: the budget, which another feature owns. */
  budget: (summary: Summary) => ReactNode;
}

/** The four figures every scope is read by: now, today, this month, and where the month will end. */
export function SummaryCards({ scope, budget }: SummaryCardsProps) {
  const { t } = useTranslation();
  const query = useSummary(scope);
  return (
    <DataState what={t('spend.title')} query={query} height={216}>
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
      <StatCard figure="now" scope={summary.scope} value={format.money(summary.spendPerMinute)} exact={t('spend.perMinuteHint')} unit={t('spend.perMinute')}>
        <Sparkline area values={full} height={34} label={t('spend.lastHour', { total: format.money(full.reduce((a, b) => a + b, 0)), peak: format.money(peak) })} />
      </StatCard>
      <StatCard figure="today" scope={summary.scope} hint="UTC" aside={<Sureness spend={today.spend} />} value={format.money(today.spend.total)} exact={`${t('spend.todayHint')}: ${format.moneyExact(today.spend.total)}`}>
        <Expected summary={summary} />
        <Note>{t('spend.yesterday', { amount: format.money(yesterday.spend.total) })}</Note>
        <Usage period={today} />
      </StatCard>
      <StatCard figure="month" scope={summary.scope} hint="UTC" aside={<Sureness spend={monthToDate.spend} />} value={format.money(monthToDate.spend.total)} exact={format.moneyExact(monthToDate.spend.total)}>
        <Note>{t('spend.lastMonth', { amount: format.money(previousMonth.spend.total) })}<FigureName bare id="previousMonth" scope={summary.scope} /></Note>
        <Usage period={monthToDate} />
      </StatCard>
      <StatCard figure="monthEnd" scope={summary.scope} value={monthEnd === null ? t('common.none') : format.money(monthEnd.p50)} exact={monthEnd === null ? undefined : format.moneyExact(monthEnd.p50)}>
        {monthEnd === null ? <Note>{t(reasonKey(summary.monthEndReason))}</Note> : <Note>{t('spend.monthEndRange', { range: format.moneyRange(monthEnd.p10, monthEnd.p90) })}</Note>}
        {budget(summary)}
      </StatCard>
    </Box>
  );
}

/** The day so far against what its hours usually cost. */
function Expected({ summary: { scope, today } }: { summary: Summary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useMinute();
  const { data: band } = useQuery(bandQuery(scope));
  // The hours that have passed were expected by the detectors, the present one by the forecast.
  const { data: forecast } = useQuery(forecastQuery(scope, 'hour', 2));
  const points = [...(forecast?.points ?? []).map(({ start, value }) => ({ start, expected: value.p50 })), ...(band?.points ?? [])];
  const expected = expectedSoFar(points, now);
  if (band === undefined || forecast === undefined) return <Note>&nbsp;</Note>;
  if (expected === null) return <Note>{t('overview.noExpected')}</Note>;
  return (
    <Note>
      {t('overview.expected', { amount: format.money(expected) })}
      {' · '}
      <Delta now={today.spend.total} before={expected} title={t('overview.expectedChange')} />
      <FigureName bare id="expectedToday" scope={scope} />
    </Note>
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
