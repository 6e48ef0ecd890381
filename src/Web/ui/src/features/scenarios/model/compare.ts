import type { Field, Fields } from '@/url/search-state';
import type { ScenarioResult } from '../api/types';

export const MAX_COMPARED = 4;

const ids: Field<readonly string[]> = {
  read: (text) => [...new Set((text ?? '').split(',').filter((id) => /^[\w-]{1,100}$/.test(id)))].slice(0, MAX_COMPARED),
  write: (value) => (value.length === 0 ? null : value.join(',')),
};

export const compareFields: Fields<{ compare: readonly string[] }> = { compare: ids };

export type ComparedFigure = 'monthEnd' | 'horizon' | 'replayed' | 'costPerRequest' | 'cacheHitRate';

export interface ComparedRow {
  key: ComparedFigure;
  form: 'money' | 'share';
  /** Without any change. */
  before: (result: ScenarioResult) => number | null;
  value: (result: ScenarioResult) => number | null;
  range?: (result: ScenarioResult) => { from: number; to: number } | null;
}

const ends = (pair: ScenarioResult['monthEnd']) => (pair === null ? null : { from: pair.scenario.p10, to: pair.scenario.p90 });
const per = (amount: number, units: number) => (units > 0 ? amount / units : null);

/** The figures that stand side by side, in the order in which they are read. */
export const comparedRows: readonly ComparedRow[] = [
  { key: 'monthEnd', form: 'money', before: (one) => one.monthEnd?.forecast.p50 ?? null, value: (one) => one.monthEnd?.scenario.p50 ?? null, range: (one) => ends(one.monthEnd) },
  { key: 'horizon', form: 'money', before: (one) => one.horizon?.forecast.p50 ?? null, value: (one) => one.horizon?.scenario.p50 ?? null, range: (one) => ends(one.horizon) },
  { key: 'replayed', form: 'money', before: (one) => one.replayed.costBefore, value: (one) => one.replayed.costAfter },
  { key: 'costPerRequest', form: 'money', before: (one) => per(one.replayed.costBefore, one.replayed.usageBefore.requests), value: (one) => per(one.replayed.costAfter, one.replayed.usageAfter.requests) },
  { key: 'cacheHitRate', form: 'share', before: (one) => one.replayed.cacheHitRateBefore, value: (one) => one.replayed.cacheHitRateAfter },
];

/** How far a figure is from that of the first; null where either has none, or for the first itself. */
export function difference(values: readonly (number | null | undefined)[], at: number): { amount: number; ratio: number | null } | null {
  const [first, value] = [values[0], values[at]];
  if (at === 0 || first === null || first === undefined || value === null || value === undefined) return null;
  return { amount: value - first, ratio: first > 0 ? value / first - 1 : null };
}

/** Scenarios can only be set against each other when they look at the same thing. */
export const isAlike = (scenarios: readonly { scope: string; horizonDays: number; baselineDays: number }[]) =>
  scenarios.every((one) => one.scope === scenarios[0]!.scope && one.horizonDays === scenarios[0]!.horizonDays && one.baselineDays === scenarios[0]!.baselineDays);
