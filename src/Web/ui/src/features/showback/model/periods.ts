import { choice, text, type Fields } from '@/url/search-state';
import type { ShowbackMetric } from '../api/types';

export type PeriodKind = 'week' | 'month';

export const metrics = ['effective', 'billed', 'list'] as const satisfies readonly ShowbackMetric[];
export const showbackSortKeys = ['team', 'direct', 'in', 'out', 'total', 'change'] as const;
export type ShowbackSortKey = (typeof showbackSortKeys)[number];

export interface ShowbackState {
  /** `2026-05` or `2026-W21`; null for the month that is running. */
  period: string | null;
  team: string | null;
  metric: ShowbackMetric;
  sort: ShowbackSortKey;
  order: 'desc' | 'asc';
}

export const showbackFields: Fields<ShowbackState> = {
  period: text(/^\d{4}-(0[1-9]|1[0-2]|W(0[1-9]|[1-4]\d|5[0-3]))$/),
  team: text(/^.{1,512}$/),
  metric: choice(metrics, 'effective'),
  sort: choice(showbackSortKeys, 'total'),
  order: choice(['desc', 'asc'], 'desc'),
};

export const kindOf = (period: string): PeriodKind => (period.includes('W') ? 'week' : 'month');

const DAY = 86_400_000;
const two = (value: number) => String(value).padStart(2, '0');

/** The month that holds an instant, UTC. */
export function monthOf(instant: number): string {
  const at = new Date(instant);
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}`;
}

/** The ISO week that holds an instant, UTC: weeks begin on Monday, the first one holds the year's first Thursday. */
export function weekOf(instant: number): string {
  const day = Math.floor(instant / DAY) * DAY;
  const thursday = day + (3 - ((new Date(day).getUTCDay() + 6) % 7)) * DAY;
  const year = new Date(thursday).getUTCFullYear();
  return `${year}-W${two(Math.floor((thursday - Date.UTC(year, 0, 1)) / DAY / 7) + 1)}`;
}

/** The newest periods of a kind, the one that is running first. */
export function lastPeriods(kind: PeriodKind, now: number, count: number): string[] {
  if (kind === 'week') return Array.from({ length: count }, (_, i) => weekOf(now - i * 7 * DAY));
  const at = new Date(now);
  return Array.from({ length: count }, (_, i) => monthOf(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - i, 1)));
}
