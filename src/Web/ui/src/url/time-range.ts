import { choice, day, optional, type Fields } from './search-state';

export const ranges = ['3h', '24h', '7d', '30d', '90d', 'custom'] as const;
export type Range = (typeof ranges)[number];
export type Grain = 'minute' | 'hour' | 'day';

export interface ChartState {
  range: Range;
  from: string | null;
  to: string | null;
  grain: Grain | null;
  group: 'none' | 'child' | 'provider' | 'model' | 'status';
  view: 'chart' | 'table';
}

export const chartFields: Fields<ChartState> = {
  range: choice(ranges, '30d'),
  from: day,
  to: day,
  grain: optional(['minute', 'hour', 'day']),
  group: choice(['none', 'child', 'provider', 'model', 'status'], 'none'),
  view: choice(['chart', 'table'], 'chart'),
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const spans: Record<Exclude<Range, 'custom'>, number> = { '3h': 3 * HOUR, '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY, '90d': 90 * DAY };

export interface TimeWindow {
  from: number;
  to: number;
  grain: Grain;
  /** Grains that make sense for this length. */
  grains: readonly Grain[];
  /** True when the window ends now, so that it has a still-filling bucket and a forecast. */
  isCurrent: boolean;
}

export const grainLength: Record<Grain, number> = { minute: 60_000, hour: HOUR, day: DAY };

function grainsFor(span: number): readonly Grain[] {
  if (span <= 3 * HOUR) return ['minute'];
  if (span <= DAY) return ['hour'];
  if (span <= 8 * DAY) return ['hour', 'day'];
  return span <= 95 * DAY ? ['day', 'hour'] : ['day'];
}

/**
 * The window to ask for. It is anchored to whole buckets, so that the question stays the same
 * (and its answer cached) until the next bucket begins.
 */
export function timeWindow(state: Pick<ChartState, 'range' | 'from' | 'to' | 'grain'>, now: number): TimeWindow {
  const custom = state.range === 'custom' && state.from !== null && state.to !== null && state.from <= state.to;
  if (custom) {
    const from = Date.parse(state.from!);
    const end = Date.parse(state.to!) + DAY;
    const grains = grainsFor(end - from);
    const grain = state.grain !== null && grains.includes(state.grain) ? state.grain : grains[0]!;
    const isCurrent = end > now;
    return { from, to: isCurrent ? ceil(now, grain) : end, grain, grains, isCurrent };
  }
  const span = spans[state.range === 'custom' ? '30d' : state.range];
  const grains = grainsFor(span);
  const grain = state.grain !== null && grains.includes(state.grain) ? state.grain : grains[0]!;
  const to = ceil(now, grain);
  return { from: to - span, to, grain, grains, isCurrent: true };
}

/** The end of the bucket that holds the instant. */
function ceil(instant: number, grain: Grain): number {
  return Math.floor(instant / grainLength[grain]) * grainLength[grain] + grainLength[grain];
}

/** The last days with today, as the server takes them: the end not included. */
export function dayRange(days: number, now: number): { from: string; to: string } {
  const end = Math.floor(now / DAY) * DAY + DAY;
  return { from: new Date(end - days * DAY).toISOString(), to: new Date(end).toISOString() };
}
