import { dayRangeFields, type DayRangeState } from '@/url/day-range';
import type { Dimension } from '@/url/dimensions';
import { scopeNames } from '@/url/scope-path';
import { compareMissing } from '@/ui/sort-order';
import { choice, type Field, type Fields } from '@/url/search-state';
import type { EfficiencyGroup, UnitFigures } from '../api/types';

/** What unit costs are split by; what says nothing of who uses is left to the explorer. */
export const efficiencyGroups = ['model', 'feature', 'customer', 'team', 'project', 'resource', 'provider', 'experiment', 'service_tier'] as const satisfies readonly Dimension[];
export type EfficiencyGroupBy = (typeof efficiencyGroups)[number];

export const efficiencySortKeys = ['name', 'cost', 'perRequest', 'perMillion', 'tokens', 'cache', 'batch'] as const;
export type EfficiencySortKey = (typeof efficiencySortKeys)[number];

export interface EfficiencyState extends DayRangeState {
  /** Null for where the reader's pages begin. */
  scope: string | null;
  group: EfficiencyGroupBy;
  sort: EfficiencySortKey;
  order: 'desc' | 'asc';
}

const scope: Field<string | null> = { read: (value) => (value !== null && scopeNames(value) !== null ? value : null), write: (value) => value };

export const efficiencyFields: Fields<EfficiencyState> = {
  ...dayRangeFields,
  scope,
  group: choice(efficiencyGroups, 'model'),
  sort: choice(efficiencySortKeys, 'cost'),
  order: choice(['desc', 'asc'], 'desc'),
};

const values: Record<Exclude<EfficiencySortKey, 'name'>, (figures: UnitFigures) => number | null> = {
  cost: (figures) => figures.cost,
  perRequest: (figures) => figures.costPerRequest,
  perMillion: (figures) => figures.costPerMillionTokens,
  tokens: (figures) => figures.tokensPerRequest,
  cache: (figures) => figures.cacheHitRate,
  batch: (figures) => figures.batchShare,
};

/** What has no value comes last in both directions; ties keep the names' order, so that rows hold still. */
export function sortEfficiency(
  groups: readonly EfficiencyGroup[], { sort, order }: Pick<EfficiencyState, 'sort' | 'order'>, name: (key: string) => string, compareNames: (a: string, b: string) => number,
): EfficiencyGroup[] {
  return groups.toSorted((a, b) => {
    const byName = compareNames(name(a.key), name(b.key));
    if (sort === 'name') return order === 'desc' ? -byName : byName;
    return compareMissing(values[sort](a.now), values[sort](b.now), order, byName);
  });
}
