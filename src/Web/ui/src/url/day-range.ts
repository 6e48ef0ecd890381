import { choice, day, type Fields } from './search-state';

/** Ranges of whole UTC days, for pages that ask for sums of days. */
export const dayPresets = ['7d', '30d', '90d', 'month', 'lastMonth', 'custom'] as const;
export type DayPreset = (typeof dayPresets)[number];

export interface DayRangeState {
  range: DayPreset;
  /** Of a custom range, the last day included. */
  from: string | null;
  to: string | null;
}

export const dayRangeFields: Fields<DayRangeState> = { range: choice(dayPresets, '30d'), from: day, to: day };

export interface DayWindow {
  /** First UTC day. */
  from: string;
  /** The UTC day after the last. */
  to: string;
  days: number;
}

const DAY = 86_400_000;
const lengths: Record<'7d' | '30d' | '90d', number> = { '7d': 7, '30d': 30, '90d': 90 };

export const isoDay = (instant: number) => new Date(instant).toISOString().slice(0, 10);

/** The days asked for; what the address does not say well is the last 30, today included. */
export function dayWindow({ range, from, to }: DayRangeState, now: number): DayWindow {
  const tomorrow = Math.floor(now / DAY) * DAY + DAY;
  const at = new Date(now);
  const month = (back: number) => Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - back, 1);
  if (range === 'custom' && from !== null && to !== null && from <= to) return spanOf(Date.parse(from), Date.parse(to) + DAY);
  if (range === 'month') return spanOf(month(0), tomorrow);
  if (range === 'lastMonth') return spanOf(month(1), month(0));
  return spanOf(tomorrow - (range === 'custom' ? 30 : lengths[range]) * DAY, tomorrow);
}

const spanOf = (from: number, to: number): DayWindow => ({ from: isoDay(from), to: isoDay(to), days: Math.round((to - from) / DAY) });
