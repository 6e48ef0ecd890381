/** Two forecasts of the same days, each with its 80 % interval, decided before anything is drawn. */
export interface PairPoint {
  day: string;
  before: { p10: number; p50: number; p90: number };
  after: { p10: number; p50: number; p90: number };
}

export interface FanPairModel {
  times: number[];
  points: readonly PairPoint[];
  /** Where the changes begin; null when they hold from the first day on. */
  start: number | null;
  peak: number;
  isEmpty: boolean;
}

export function prepareFanPair(points: readonly PairPoint[], start: string): FanPairModel {
  const from = points.findIndex((point) => point.day >= start);
  return {
    times: points.map((point) => Date.parse(point.day)),
    points,
    start: from > 0 ? from : null,
    peak: Math.max(0, ...points.map((point) => Math.max(point.before.p90, point.after.p90))),
    isEmpty: points.length === 0,
  };
}
