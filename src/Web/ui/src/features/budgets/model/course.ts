import type { Budget } from '../api/types';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Hours are asked for up to this length: more points than that nobody sees. */
const SHORT = 9 * DAY;

/** What to ask the server for to draw a period: whole buckets from its start, up to now. */
export function courseWindow({ status }: Pick<Budget, 'status'>, now: number): { from: string; to: string; granularity: 'hour' | 'day'; length: number } {
  const from = Date.parse(status.from);
  const end = status.to === null ? now : Date.parse(status.to);
  const length = end - from <= SHORT ? HOUR : DAY;
  const start = Math.floor(from / length) * length;
  const last = Math.max(start + length, Math.min(Math.ceil(end / length), Math.floor(now / length) + 1) * length);
  return { from: new Date(start).toISOString(), to: new Date(last).toISOString(), granularity: length === HOUR ? 'hour' : 'day', length };
}
