import { compareMissing, type SortOrder } from '@/ui/sort-order';
import { isoDay } from '@/url/day-range';
import { choice, type Fields } from '@/url/search-state';
import type { UnitValue, ValueFigures, ValueReport } from '../api/types';

const DAY = 86_400_000;
const USUAL_DAYS = 30;

/** The last 30 UTC days that are over: today's count is seldom there yet. */
export function usualWindow(now: number): { from: string; to: string } {
  const today = Math.floor(now / DAY) * DAY;
  return { from: isoDay(today - USUAL_DAYS * DAY), to: isoDay(today) };
}

/** The unit that speaks for a scope: its own, one with a return before one without; null when it has none that says anything. */
export function unitOf(report: ValueReport): UnitValue | null {
  const own = report.items.filter(({ unit, now }) => unit.scope === report.scope && now.costPerUnit !== null);
  return own.find(({ now }) => now.roi !== null) ?? own[0] ?? null;
}

/** How the cost of a unit changed against the period before, as a part of it; null when either is not known. */
export function changeOf({ now, previous }: Pick<UnitValue, 'now' | 'previous'>): number | null {
  const before = previous?.costPerUnit ?? null;
  return now.costPerUnit === null || before === null || before <= 0 ? null : now.costPerUnit / before - 1;
}

/** What a period leaves out, for a sentence; null when all of its days are used. */
export function leftOut({ usedDays, daysWithoutCount, daysWithoutCost }: ValueFigures): 'none' | 'count' | 'cost' | 'both' | null {
  if (usedDays === 0) return 'none';
  if (daysWithoutCount > 0) return daysWithoutCost > 0 ? 'both' : 'count';
  return daysWithoutCost > 0 ? 'cost' : null;
}

/** A line a unit and day, oldest first, of days that say anything. */
export function csvRows(report: ValueReport): (string | number | null)[][] {
  return report.items.flatMap(({ unit, days }) =>
    days.filter(({ count, cost }) => count !== null || cost !== null)
      .map(({ day, count, cost, costPerUnit, value }) => [unit.name, unit.id, unit.scope, day, count, cost, costPerUnit, value]));
}

export const valueColumns = ['name', 'count', 'cost', 'perUnit', 'change', 'worth', 'return'] as const;
export type ValueColumn = (typeof valueColumns)[number];

export interface ValueState {
  /** What the units are sorted by. */
  units: ValueColumn;
  unitsOrder: SortOrder;
}

export const valueFields: Fields<ValueState> = { units: choice(valueColumns, 'name'), unitsOrder: choice(['asc', 'desc'], 'asc') };

const sorted: Record<Exclude<ValueColumn, 'name'>, (item: UnitValue) => number | null> = {
  count: ({ now }) => (now.usedDays === 0 ? null : now.count),
  cost: ({ now }) => (now.usedDays === 0 ? null : now.cost),
  perUnit: ({ now }) => now.costPerUnit,
  change: changeOf,
  worth: ({ now }) => now.value,
  return: ({ now }) => now.roi,
};

/** What is not known comes last in both orders. */
export function sortUnits(items: readonly UnitValue[], { units, unitsOrder }: ValueState, compareNames: (a: string, b: string) => number): UnitValue[] {
  return items.toSorted((a, b) => {
    const byName = compareNames(a.unit.name, b.unit.name);
    if (units === 'name') return unitsOrder === 'desc' ? -byName : byName;
    return compareMissing(sorted[units](a), sorted[units](b), unitsOrder, byName);
  });
}
