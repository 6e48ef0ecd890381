import { dayRangeFields, type DayRangeState } from '@/url/day-range';
import { dimensions, type Dimension } from '@/url/dimensions';
import { filterField, isDimension, MAX_FILTERS, type Filter } from '@/url/filters';
import { scopeNames } from '@/url/scope-path';
import { choice, flag, optional, text, type Field, type Fields } from '@/url/search-state';

export const metrics = [
  'effective', 'billed', 'list', 'requests', 'tokens', 'input_tokens', 'cached_tokens', 'output_tokens', 'gpu_hours', 'cost_per_request', 'cost_per_million_tokens', 'cache_hit_rate',
] as const;
export type Metric = (typeof metrics)[number];

export const steps = ['day', 'week', 'month', 'total'] as const;
export type ExploreStep = (typeof steps)[number];

export const sortKeys = ['name', 'value', 'previous', 'change', 'requests'] as const;
export type ExploreSortKey = (typeof sortKeys)[number];

export interface ExploreState extends DayRangeState {
  /** Null for where the reader's pages begin. */
  scope: string | null;
  /** Null for the one that fits the range. */
  step: ExploreStep | null;
  metric: Metric;
  /** Null for the level below the scope; empty for the whole. */
  group: readonly Dimension[] | null;
  filter: readonly Filter[];
  compare: boolean;
  mark: 'bars' | 'lines';
  view: 'chart' | 'table';
  sort: ExploreSortKey;
  order: 'desc' | 'asc';
  /** The saved view that was opened. */
  saved: string | null;
}

/** Null is the default, and the word for no grouping is one that no dimension has. */
const group: Field<readonly Dimension[] | null> = {
  read: (value) => {
    if (value === null) return null;
    if (value === 'none') return [];
    const named = [...new Set(value.split(',').filter(isDimension))].slice(0, 2);
    return named.length === 0 ? null : named;
  },
  write: (value) => (value === null ? null : value.length === 0 ? 'none' : value.join(',')),
};

const scope: Field<string | null> = { read: (value) => (value !== null && scopeNames(value) !== null ? value : null), write: (value) => value };

export const exploreFields: Fields<ExploreState> = {
  ...dayRangeFields,
  scope,
  step: optional(steps),
  metric: choice(metrics, 'effective'),
  group,
  filter: filterField,
  compare: flag,
  mark: choice(['bars', 'lines'], 'bars'),
  view: choice(['chart', 'table'], 'chart'),
  sort: choice(sortKeys, 'value'),
  order: choice(['desc', 'asc'], 'desc'),
  saved: text(/^[\w-]{1,100}$/),
};

/** Whether the groups of a metric add up to its whole. */
export const adds = (metric: Metric) => !(['cost_per_request', 'cost_per_million_tokens', 'cache_hit_rate'] as Metric[]).includes(metric);

const amounts: readonly Metric[] = ['effective', 'billed', 'list', 'cost_per_request', 'cost_per_million_tokens'];

export const formOf = (metric: Metric) => (metric === 'cache_hit_rate' ? 'share' : amounts.includes(metric) ? 'money' : 'count');

/** The steps that fit a range, the usual one first. */
export function stepsFor(days: number): ExploreStep[] {
  if (days <= 14) return ['day', 'total'];
  if (days <= 100) return ['day', 'week', 'month', 'total'];
  return days <= 400 ? ['week', 'day', 'month', 'total'] : ['month', 'week', 'total'];
}

const levels: readonly Dimension[] = ['team', 'project', 'resource', 'model'];

/** What a scope is split by when nobody chose: its parts. */
export function groupOf(state: Pick<ExploreState, 'group'>, scopeKey: string): readonly Dimension[] {
  return state.group ?? [levels[(scopeNames(scopeKey) ?? []).length]!];
}

const deeper: Record<Dimension, Dimension> = {
  team: 'project', project: 'resource', resource: 'model', provider: 'model', model: 'team', feature: 'model', customer: 'feature',
  experiment: 'model', service: 'model', region: 'provider', service_tier: 'model', charge_category: 'service', status: 'provider',
};

/** Looks at some values alone; of a dimension that is looked at already, these take the place of the others. */
export function withFilters(filters: readonly Filter[], added: readonly Filter[]): Filter[] {
  const replaced = new Set(added.filter((one) => !one.isExcluded).map((one) => one.dimension));
  const kept = filters.filter((one) => !(replaced.has(one.dimension) && !one.isExcluded) && !added.some((other) => other.dimension === one.dimension && other.value === one.value));
  return [...kept, ...added].slice(0, MAX_FILTERS);
}

/** One level down: what was chosen is looked at alone, split by what comes below it and is not looked at yet. */
export function drill(state: Pick<ExploreState, 'filter'>, grouped: readonly Dimension[], key: readonly string[]): Pick<ExploreState, 'filter' | 'group'> {
  const filters = withFilters(state.filter, grouped.map((dimension, i) => ({ dimension, value: key[i] ?? '', isExcluded: false })));
  const taken = new Set(filters.filter((one) => !one.isExcluded).map((one) => one.dimension));
  let next = grouped.length === 0 ? 'model' as const : deeper[grouped.at(-1)!];
  for (let tries = 0; taken.has(next) && tries < dimensions.length; tries++) next = deeper[next];
  if (taken.has(next)) next = dimensions.find((one) => !taken.has(one)) ?? next;
  return { filter: filters, group: [next] };
}
