import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { FigureName } from '@/ui/FigureName';
import { StatCard } from '@/ui/StatCard';
import type { Budget } from '../api/types';
import { hoursAsTime } from '../model/hours';
import { budgetState } from '../model/budgets';
import { BudgetBar } from './BudgetBar';
import { BudgetStateChip } from './BudgetStateChip';

/** What is left, spent, held and expected of the present period. */
export function BudgetCards({ budget }: { budget: Budget }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { status } = budget;
  const isKnown = status.limitUnknown === null;
  const note = (children: ReactNode) => <Typography variant="caption" component="p" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>{children}</Typography>;
  const reason = status.forecastReason === 'history_too_short' || status.forecastReason === 'no_history' || status.forecastReason === 'no_data' || status.forecastReason === 'open_end' || status.forecastReason === 'experiment'
    ? status.forecastReason : 'other';
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))', lg: 'repeat(4, minmax(0, 1fr))' } }}>
      <StatCard figure="budgetLeft" scope={budget.scope.key} value={isKnown ? format.money(status.left) : t('common.none')} exact={isKnown ? format.moneyExact(status.left) : undefined} aside={<BudgetStateChip state={budgetState(budget)} />}>
        <BudgetBar budget={budget} />
        {note(t('budgets.ofLimit', { limit: isKnown ? format.money(status.limit) : t('common.none'), from: format.day(status.from), to: status.to === null ? t('budgets.openEnd') : format.day(Date.parse(status.to) - 1) }))}
      </StatCard>
      <StatCard figure="budgetSpent" scope={budget.scope.key} value={format.money(status.spent)} exact={format.moneyExact(status.spent)}>
        {note(<>{t('budgets.pace', { amount: format.money(status.perHour) })}<FigureName bare id="budgetPace" scope={budget.scope.key} /></>)}
        {isKnown && note(status.hoursToBreach === null ? t('budgets.noBreach') : status.hoursToBreach <= 0 ? t('budgets.reached') : t('budgets.reachedIn', { span: format.duration(hoursAsTime(status.hoursToBreach)) }))}
      </StatCard>
      <StatCard figure="budgetHeld" scope={budget.scope.key} value={format.money(status.held)} exact={format.moneyExact(status.held)}>
        {note(t('budgets.settledAmount', { amount: format.money(status.settled) }))}
        {note(Math.abs(status.drift) < 0.005 ? t('budgets.noDrift') : t(status.drift > 0 ? 'budgets.driftAbove' : 'budgets.driftBelow', { amount: format.money(Math.abs(status.drift)) }))}
      </StatCard>
      <StatCard figure="excessProbability" scope={budget.scope.key} value={status.probability === null ? t('common.none') : format.percent(status.probability)}>
        {status.forecast === null
          ? note(t(`budgets.noForecast.${reason}`))
          : note(t('budgets.expectedEnd', { p50: format.money(status.forecast.p50), range: format.moneyRange(status.forecast.p10, status.forecast.p90) }))}
        {status.thresholdsPassed.length > 0 && note(t('budgets.passed', { shares: status.thresholdsPassed.map((share) => format.percent(share)).join(', ') }))}
      </StatCard>
    </Box>
  );
}
