import type { PlannedEvent } from '@/api/types';
import { scopeNames } from '@/url/scope-path';
import { choice, text, type Fields } from '@/url/search-state';

export const planSortKeys = ['title', 'scope', 'start', 'end', 'amount'] as const;
export type PlanSortKey = (typeof planSortKeys)[number];

export interface PlansState {
  sort: PlanSortKey;
  order: 'desc' | 'asc';
  scope: string | null;
}

export const plansFields: Fields<PlansState> = {
  sort: choice(planSortKeys, 'start'),
  order: choice(['desc', 'asc'], 'desc'),
  scope: text(/^(team|project|resource):.+$/),
};

export function planState(plan: PlannedEvent, now: number): 'ahead' | 'now' | 'over' {
  if (Date.parse(plan.end) <= now) return 'over';
  return Date.parse(plan.start) > now ? 'ahead' : 'now';
}

const path = (plan: PlannedEvent) => (scopeNames(plan.scope.key) ?? []).join(' / ');

const values: Record<Exclude<PlanSortKey, 'title' | 'scope'>, (plan: PlannedEvent) => number> = {
  start: (plan) => Date.parse(plan.start),
  end: (plan) => Date.parse(plan.end),
  amount: (plan) => plan.extraCost,
};

/** Ties keep the order of time, so that rows hold still. */
export function sortPlans(
  plans: readonly PlannedEvent[], { sort, order }: Pick<PlansState, 'sort' | 'order'>, compareNames: (a: string, b: string) => number,
): PlannedEvent[] {
  const sign = order === 'desc' ? -1 : 1;
  return plans.toSorted((a, b) => {
    const difference = sort === 'title' ? compareNames(a.title, b.title)
      : sort === 'scope' ? compareNames(path(a), path(b))
        : values[sort](a) - values[sort](b);
    return sign * difference || values.start(a) - values.start(b) || (a.id < b.id ? -1 : 1);
  });
}
