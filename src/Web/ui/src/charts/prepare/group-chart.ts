import { freeColor, OTHER_COLOR } from './series-color';

/** A figure over time by groups, decided before anything is drawn; its table is made from the same model. */
export type Step = 'day' | 'week' | 'month' | 'total';

export interface GroupChartInput {
  step: Step;
  /** First UTC day of each bucket. */
  buckets: readonly string[];
  /** The UTC day after the last bucket. */
  end: string;
  now: number;
  groups: readonly { key: string; name: string; points: readonly (number | null)[] }[];
  /** All further groups together; without a name of their own. */
  other: readonly (number | null)[] | null;
  /** Whether the groups add up to a whole. */
  adds: boolean;
  /** Bars on top of each other, or lines. */
  mark: 'bars' | 'lines';
}

export interface GroupSeries {
  key: string;
  /** Empty for the rest. */
  name: string;
  color: number;
  values: readonly (number | null)[];
}

export interface GroupChartModel {
  step: Step;
  times: number[];
  series: GroupSeries[];
  /** The sum of all series in each bucket; null where they do not add up or nothing is known. */
  sums: (number | null)[];
  mark: 'bars' | 'lines';
  /** The bucket that is still filling. */
  filling: number | null;
  isEmpty: boolean;
  peak: number;
}

export const REST = '\u0000rest';

export function prepareGroupChart(input: GroupChartInput): GroupChartModel {
  const taken = new Set<number>();
  const series: GroupSeries[] = input.groups.map(({ key, name, points }) => ({ key, name, color: freeColor(key, taken), values: points }));
  if (input.other !== null) series.push({ key: REST, name: '', color: OTHER_COLOR, values: input.other });
  const times = input.buckets.map((bucket) => Date.parse(bucket));
  const sums = times.map((_, i) => (input.adds ? sumOf(series.map(({ values }) => values[i] ?? null)) : null));
  // What does not add up cannot be stacked.
  const mark = input.adds ? input.mark : 'lines';
  const last = times.length - 1;
  const isFilling = last >= 0 && times[last]! <= input.now && input.now < Date.parse(input.end);
  const single = series.flatMap(({ values }) => values.map((value) => value ?? 0));
  return {
    step: input.step,
    times,
    series,
    sums,
    mark,
    filling: isFilling ? last : null,
    isEmpty: series.every(({ values }) => values.every((value) => value === null)),
    peak: Math.max(0, ...(mark === 'bars' ? sums.map((sum) => sum ?? 0) : single)),
  };
}

function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
