import { contains, scopeNames } from '@/url/scope-path';
import { choice, type Fields } from '@/url/search-state';
import type { Budget } from '../api/types';

export const budgetStates = ['over', 'risk', 'fine'] as const;
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

/** Over when nothing is left; at risk when an excess is more likely than not, or without a forecast when the present pace leads there. */
export function budgetState({ status }: Budget): BudgetState {
  if (status.used >= status.limit) return 'over';
  const isLikely = status.probability === null ? status.hoursToBreach !== null : status.probability >= LIKELY;
  return isLikely ? 'risk' : 'fine';
}

export const budgetAddress = (id: string) => `/budgets/${encodeURIComponent(id)}`;

/** The names of a scope from the outside in; empty for the organization. */
export const scopePathOf = (key: string) => (scopeNames(key) ?? []).join(' / ');

const urgency: Record<BudgetState, number> = { over: 2, risk: 1, fine: 0 };

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
  const counts: Record<BudgetState, number> = { over: 0, risk: 0, fine: 0 };
  for (const budget of budgets) counts[budgetState(budget)]++;
  return counts;
}

export interface Misfit {
  kind: 'childrenExceed' | 'larger';
  above: Budget;
  /** The one below, or null where it is the sum of all below. */
  below: Budget | null;
  amount: number;
}

/**
 * Budgets of one period that do not fit each other, as the server judges a single one: one that is larger than the nearest above it,
 * or several that add up to more than that. Of several budgets of one scope the smallest counts.
 */
export function misfits(budgets: readonly Budget[]): Misfit[] {
  const found: Misfit[] = [];
  const plain = budgets.filter((budget) => budget.experiment === null && budget.period !== 'total');
  for (const period of new Set(plain.map((budget) => budget.period))) {
    const byScope = new Map<string, Budget>();
    for (const budget of plain.filter((one) => one.period === period)) {
      const known = byScope.get(budget.scope.key);
      if (known === undefined || budget.status.limit < known.status.limit) byScope.set(budget.scope.key, budget);
    }
    const sums = new Map<Budget, number>();
    for (const budget of byScope.values()) {
      const above = nearestAbove(budget.scope.key, byScope);
      if (above === null) continue;
      if (budget.status.limit > above.status.limit) found.push({ kind: 'larger', above, below: budget, amount: budget.status.limit });
      sums.set(above, (sums.get(above) ?? 0) + budget.status.limit);
    }
    for (const [above, amount] of sums) {
      if (amount > above.status.limit) found.push({ kind: 'childrenExceed', above, below: null, amount });
    }
  }
  return found;
}

function nearestAbove(key: string, byScope: ReadonlyMap<string, Budget>): Budget | null {
  const depth = (scope: string) => (scopeNames(scope) ?? []).length;
  const above = [...byScope.values()].filter((other) => other.scope.key !== key && contains(other.scope.key, key));
  return above.toSorted((a, b) => depth(b.scope.key) - depth(a.scope.key))[0] ?? null;
}
