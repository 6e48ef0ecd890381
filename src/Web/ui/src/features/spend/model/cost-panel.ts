import type { Summary } from '@/api/types';
import type { Grain, TimeWindow } from '@/url/time-range';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How many buckets ahead to show; "month" is the server's own default; null shows none. */
export function forecastHorizon(window: Pick<TimeWindow, 'from' | 'to' | 'grain' | 'isCurrent'>): number | 'month' | null {
  if (!window.isCurrent || window.grain === 'minute') return null;
  if (window.grain === 'day') return 'month';
  // A fan of a third of the past keeps both readable.
  return Math.max(12, Math.min(168, Math.round((window.to - window.from) / HOUR / 3)));
}

/** The live total of the bucket that is filling, where the summary knows it: the UTC day. */
export function latestTotal(grain: Grain, now: number, summary: Summary | undefined): number | null {
  if (grain !== 'day' || summary === undefined) return null;
  const isSameDay = Math.floor(Date.parse(summary.asOf) / DAY) === Math.floor(now / DAY);
  return isSameDay ? summary.today.spend.total : null;
}
