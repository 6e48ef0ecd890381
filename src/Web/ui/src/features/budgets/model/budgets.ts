import { contains, scopeNames } from '@/url/scope-path';
import { choice, type Fields } from '@/url/search-state';
import type { Budget } from '../api/types';

export const budgetStates = ['over', 'risk', 'fine', 'unknown'] as const;
export type BudgetState = (typeof budgetStates)[number];

export const budgetSortKeys = ['name', 'scope', 'amount', 'used', 'left', 'probability', 'state'] as const;
export type BudgetSortKey = (typeof budgetSortKeys)[number];

export interface BudgetsState {
  sort: BudgetSortKey;
  order: 'desc' | 'asc';
  state: BudgetState | 'all';
}

export const budgetsFields: Fields<BudgetsState> = {
  sort: choice(budgetSortKeys, 'state'),
  order: choice(['desc', 'asc'], 'desc'),
  state: choice(['all', ...budgetStates], 'all'),
};

/** From here on an excess is more likely than not. */
const LIKELY = 0.5;

/** Over when nothing is left; at risk when an excess is more likely than not, or without a forecast when the present pace leads there; unknown with its limit. */
export function budgetState({ status }: Budget): BudgetState {
  if (status.limitUnknown !== null) return 'unknown';
  if (status.used >= status.limit) return 'over';
  const isLikely = status.probability === null ? status.hoursToBreach !== null : status.probability >= LIKELY;
  return isLikely ? 'risk' : 'fine';
}

export const budgetAddress = (id: string) => `/budgets/${encodeURIComponent(id)}`;

/** The names of a scope from the outside in; empty for the organization. */
export const scopePathOf = (key: string) => (scopeNames(key) ?? []).join(' / ');

/** Budgets of a scope and of the scopes right below it; caps of experiments stand with the experiments. */
export function budgetsOf(budgets: readonly Budget[], scope: string): Budget[] {
  const level = scopeNames(scope)?.length ?? 0;
  return budgets.filter(({ experiment, scope: { key } }) => experiment === null && contains(scope, key) && (scopeNames(key)?.length ?? 0) <= level + 1);
}

const urgency: Record<BudgetState, number> = { over: 3, unknown: 2, risk: 1, fine: 0 };

/** Part of the limit that is spent or held. */
export const usedShare = ({ status }: Budget) => (status.limit > 0 ? status.used / status.limit : 0);

const values: Record<Exclude<BudgetSortKey, 'name' | 'scope'>, (budget: Budget) => number> = {
  amount: (budget) => budget.status.limit,
  used: usedShare,
  left: (budget) => budget.status.left,
  probability: (budget) => budget.status.probability ?? -1,
  // Of two of one state the fuller comes first.
  state: (budget) => urgency[budgetState(budget)] * 1_000 + Math.min(999, usedShare(budget)),
};

export function sortBudgets(budgets: readonly Budget[], { sort, order }: Pick<BudgetsState, 'sort' | 'order'>, compareNames: (a: string, b: string) => number): Budget[] {
  const sign = order === 'desc' ? -1 : 1;
  const byName = (a: Budget, b: Budget) => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1);
  return budgets.toSorted((a, b) => {
    if (sort === 'name') return sign * byName(a, b);
    const difference = sort === 'scope' ? compareNames(scopePathOf(a.scope.key), scopePathOf(b.scope.key)) : values[sort](a) - values[sort](b);
    return sign * difference || byName(a, b);
  });
}

/** How many budgets are in which state. */
export function countByState(budgets: readonly Budget[]): Record<BudgetState, number> {
  const counts: Record<BudgetState, number> = { over: 0, risk: 0, fine: 0, unknown: 0 };
  for (const budget of budgets) counts[budgetState(budget)]++;
  return counts;
}

/** What is to be said about budgets beside their figures: limits that are not known, and what does not fit. What several share is said once. */
export function remarks(budgets: readonly Budget[], language: keyof Budget['warnings'][number]['text']): string[] {
  const all = budgets.flatMap(({ name, status, warnings }) => [
    ...(status.limitUnknown === null ? [] : [`${name}: ${status.limitUnknown[language]}`]),
    ...warnings.map(({ code, text }) => (code === 'larger_than_parent' ? `${name}: ${text[language]}` : text[language])),
  ]);
  return [...new Set(all)];
}
