import type { Child } from '@/api/types';

export const sortKeys = ['name', 'today', 'last7', 'change', 'month', 'pace', 'open'] as const;
export type SortKey = (typeof sortKeys)[number];

export interface ChildOrder {
  key: SortKey;
  descending: boolean;
}

/** Share of the budget used; null without one. */
export function pace(child: Child): number | null {
  return child.monthlyBudget === null || child.monthlyBudget <= 0 ? null : child.monthToDate / child.monthlyBudget;
}

/** Change to the seven days before; null when there was nothing to compare with. */
export function change(child: Child): number | null {
  return child.previous7Days > 0 ? child.last7Days / child.previous7Days - 1 : null;
}

const values: Record<Exclude<SortKey, 'name'>, (child: Child) => number | null> = {
  today: (child) => child.today,
  last7: (child) => child.last7Days,
  change,
  month: (child) => child.monthToDate,
  pace,
  open: (child) => child.openAnomalies,
};

/** What has no value comes last in both directions; ties keep the names' order, so that rows hold still. */
export function sortChildren(children: readonly Child[], order: ChildOrder, compareNames: (a: string, b: string) => number): Child[] {
  const sign = order.descending ? -1 : 1;
  return children.toSorted((a, b) => {
    if (order.key === 'name') return sign * compareNames(a.scope.name, b.scope.name);
    const [x, y] = [values[order.key](a), values[order.key](b)];
    if (x === null || y === null) return x === y ? compareNames(a.scope.name, b.scope.name) : x === null ? 1 : -1;
    return x === y ? compareNames(a.scope.name, b.scope.name) : sign * (x - y);
  });
}

export interface Mover {
  child: Child;
  difference: number;
}

/** The largest changes in money, either way; what is too small to matter is left out. */
export function movers(children: readonly Child[], count: number): Mover[] {
  const whole = children.reduce((sum, child) => sum + child.last7Days + child.previous7Days, 0);
  return children
    .map((child) => ({ child, difference: child.last7Days - child.previous7Days }))
    .filter((mover) => Math.abs(mover.difference) > whole * 0.0005)
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
    .slice(0, count);
}
