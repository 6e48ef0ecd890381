import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { compareNames } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { budgetsQuery } from '../api/queries';
import type { Budget } from '../api/types';
import { hoursAsTime } from '../model/hours';
import { budgetAddress, budgetState, budgetsOf, sortBudgets } from '../model/budgets';
import { BudgetBar } from './BudgetBar';
import { BudgetStateChip } from './BudgetStateChip';

interface ScopeBudgetsProps {
  scope: string;
  /** Only those that are over, or likely to be. */
  onlyTroubled?: boolean;
}

const SHOWN = 8;

/** Budgets of a scope and of what lies right below it: how far they are used, where they end and how likely an excess is. The urgent first. */
export function ScopeBudgets({ scope, onlyTroubled = false }: ScopeBudgetsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(budgetsQuery());
  const all = sortBudgets(budgetsOf(query.data?.items ?? [], scope), { sort: 'state', order: 'desc' }, compareNames(format.language));
  const shown = all.filter((budget) => !onlyTroubled || budgetState(budget) !== 'fine');
  const troubled = all.filter((budget) => budgetState(budget) !== 'fine').length;
  const title = t(onlyTroubled ? 'overview.budgets.warnings' : 'overview.budgets.title');
  return (
    <Panel
      flush
      title={title} figure="excessProbability" scope={scope}
      hint={all.length === 0 ? undefined : t('overview.budgets.hint', { count: all.length, troubled: format.countExact(troubled) })}
      actions={<Button component={Link} to="/budgets" sx={{ minHeight: 28 }} data-print="hide">{t('common.showAll')}</Button>}
    >
      <DataState what={title} query={query} height={260}>
        {() => {
          if (all.length === 0) return <EmptyNote title={t('budgets.noBudgets')} hint={t('budgets.noBudgetsHint')} />;
          if (shown.length === 0) return <EmptyNote title={t('overview.budgets.fine')} height={80} />;
          return <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>{shown.slice(0, SHOWN).map((budget) => <Row key={budget.id} budget={budget} />)}</Box>;
        }}
      </DataState>
    </Panel>
  );
}

function Row({ budget }: { budget: Budget }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { status } = budget;
  const isKnown = status.limitUnknown === null;
  const facts = [
    t('overview.budgets.spent', { spent: format.money(status.used), limit: isKnown ? format.money(status.limit) : t('common.none') }),
    ...(status.forecast === null ? [] : [t('overview.budgets.end', { p50: format.money(status.forecast.p50), range: format.moneyRange(status.forecast.p10, status.forecast.p90) })]),
    t('overview.budgets.pace', { amount: format.money(status.perHour) }),
    ...(status.hoursToBreach === null || status.hoursToBreach <= 0 ? [] : [t('overview.budgets.reachedIn', { span: format.duration(hoursAsTime(status.hoursToBreach)) })]),
  ];
  return (
    <Box component="li" sx={{ px: 2, py: 1.25, borderTop: 1, borderColor: 'divider', breakInside: 'avoid' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
        <MuiLink component={Link} to={budgetAddress(budget.id)} color="text.primary" noWrap sx={{ fontWeight: 600, flex: '1 1 0', minWidth: 0 }}>{budget.name}</MuiLink>
        <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
          {status.probability === null ? '' : t('overview.budgets.probability', { share: format.percent(status.probability) })}
        </Box>
        <BudgetStateChip state={budgetState(budget)} />
      </Box>
      <Box sx={{ display: 'flex', my: 0.25 }}><BudgetBar thin budget={budget} /></Box>
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>{facts.join(' · ')}</Typography>
    </Box>
  );
}
