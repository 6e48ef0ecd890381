/** A sum that grows towards a limit, decided before anything is drawn. Places are shares of the drawing: x from the left, y from the top. */
export interface LimitChartInput {
  from: number;
  /** Null for an open end: the axis then ends now. */
  to: number | null;
  now: number;
  /** What had been spent by an instant, oldest first. */
  points: readonly { time: number; total: number }[];
  /** Amounts that mean something; the first is the limit itself. */
  levels: readonly { value: number; label: string }[];
  /** What is expected by the end. */
  end: { p10: number; p50: number; p90: number; p025?: number; p975?: number } | null;
}

export interface LimitChartModel {
  from: number;
  to: number;
  points: readonly { time: number; total: number }[];
  line: string;
  /** From the last point to the expected end; empty without one. */
  ahead: string;
  /** Surfaces from the last point to the ends of the intervals, the wider first; none without an expected end. */
  fan: string[];
  now: number | null;
  levels: { y: number; value: number; label: string; isLimit: boolean }[];
  end: { p10: number; p50: number; p90: number } | null;
  ticks: { x: number; time: number }[];
}

/** The grid in which paths are written. */
export const GRID = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MAX_TICKS = 6;

export function prepareLimitChart(input: LimitChartInput): LimitChartModel {
  const last = input.points.at(-1);
  const to = Math.max(input.to ?? Math.max(input.now, last?.time ?? 0), input.from + 1);
  const top = 1.06 * Math.max(...input.levels.map((level) => level.value), last?.total ?? 0, input.end?.p975 ?? input.end?.p90 ?? 0, Number.MIN_VALUE);
  const x = (time: number) => Math.min(1, Math.max(0, (time - input.from) / (to - input.from)));
  const y = (value: number) => 1 - Math.min(1, Math.max(0, value / top));
  const place = (time: number, value: number) => `${round(x(time))},${round(y(value))}`;
  const shown = input.points.filter((point) => point.time >= input.from && point.time <= to);
  const end = shown.at(-1);
  const isAhead = input.end !== null && end !== undefined && input.to !== null && end.time < to;
  return {
    from: input.from,
    to,
    points: shown,
    line: shown.length === 0 ? '' : `M${[place(input.from, 0), ...shown.map((point) => place(point.time, point.total))].join('L')}`,
    ahead: isAhead ? `M${place(end.time, end.total)}L${place(to, input.end!.p50)}` : '',
    fan: isAhead ? fan(end, to, input.end!, place) : [],
    now: input.now > input.from && input.now < to ? x(input.now) : null,
    levels: input.levels.map((level, i) => ({ ...level, y: y(level.value), isLimit: i === 0 })),
    end: input.end === null ? null : { p10: y(input.end.p10), p50: y(input.end.p50), p90: y(input.end.p90) },
    ticks: ticks(input.from, to).map((time) => ({ time, x: x(time) })),
  };
}

/** How the intervals of the end open: straight from the last point, since only the end's own are known. */
function fan(last: { time: number; total: number }, to: number, end: NonNullable<LimitChartInput['end']>, place: (time: number, value: number) => string): string[] {
  const { p025, p975 } = end;
  const surface = (low: number, high: number) => `M${place(last.time, last.total)}L${place(to, low)}L${place(to, high)}Z`;
  return [...(p025 === undefined || p975 === undefined ? [] : [surface(p025, p975)]), surface(end.p10, end.p90)];
}

const round = (share: number) => Math.round(share * GRID * 10) / 10;

/** Whole steps of the clock, UTC, at most six. */
function ticks(from: number, to: number): number[] {
  const steps = [HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 5 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];
  const step = steps.find((length) => (to - from) / length <= MAX_TICKS) ?? (to - from) / MAX_TICKS;
  const found: number[] = [];
  for (let time = from; time < to; time += step) found.push(time);
  return found;
}

/** Adds up amounts by bucket; a bucket is told by its end, the one that holds now by now. */
export function running(rows: readonly { bucket: string; cost: number }[], length: number, now: number): { time: number; total: number }[] {
  const byBucket = new Map<number, number>();
  for (const row of rows) byBucket.set(Date.parse(row.bucket), (byBucket.get(Date.parse(row.bucket)) ?? 0) + row.cost);
  let total = 0;
  return [...byBucket].sort(([a], [b]) => a - b).map(([start, cost]) => ({ time: Math.min(start + length, Math.max(now, start)), total: (total += cost) }));
}
