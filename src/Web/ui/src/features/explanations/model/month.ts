/** Two periods, UTC, the ends not included. */
export interface Comparison {
  from: string;
  to: string;
  baselineFrom: string;
  baselineTo: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * The month up to the last full hour against as much of the month before; on the month's first day, when there is little to compare,
 * the last month against the one before it.
 */
export function monthAgainstLast(now: number): Comparison & { isWhole: boolean } {
  const at = new Date(now);
  const month = (back: number) => Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - back, 1);
  const iso = (instant: number) => new Date(instant).toISOString();
  const start = month(0);
  const end = Math.floor(now / HOUR) * HOUR;
  if (end - start < DAY) return { from: iso(month(1)), to: iso(start), baselineFrom: iso(month(2)), baselineTo: iso(month(1)), isWhole: true };
  return { from: iso(start), to: iso(end), baselineFrom: iso(month(1)), baselineTo: iso(Math.min(start, month(1) + end - start)), isWhole: false };
}
