import type { MarkInput } from '@/charts/prepare/time-chart';
import type { NearbyChange } from '@/api/types';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** How long before or after an anomaly's start something was. */
export type Lead = { when: 'before' | 'after'; milliseconds: number } | { when: 'same' | 'sameDay' | 'dayBefore' | 'dayAfter' };

/** Of what is known by the day alone, days are counted: UTC days, as the server does. */
export function leadOf(change: Pick<NearbyChange, 'at' | 'leadTime' | 'isByDay'>): Lead {
  const milliseconds = change.leadTime * 1_000;
  if (change.isByDay) {
    const days = Math.floor((Date.parse(change.at) + milliseconds) / DAY) - Math.floor(Date.parse(change.at) / DAY);
    if (Math.abs(days) === 1) return { when: days > 0 ? 'dayBefore' : 'dayAfter' };
    return days === 0 ? { when: 'sameDay' } : { when: days > 0 ? 'before' : 'after', milliseconds: Math.abs(days) * DAY };
  }
  if (Math.abs(milliseconds) < MINUTE / 2) return { when: 'same' };
  return { when: milliseconds > 0 ? 'before' : 'after', milliseconds: Math.abs(milliseconds) };
}

const SHORTLY = 2 * 3_600;

/** The change that was told last before the start, if that was within two hours. */
export const shortlyBefore = (changes: readonly NearbyChange[]): NearbyChange | null =>
  changes.find(({ source, leadTime }) => source === 'told' && leadTime >= 0 && leadTime <= SHORTLY) ?? null;

/** Marks of a chart, numbered as the list is. */
export const marksOf = (changes: readonly NearbyChange[], title: (change: NearbyChange) => string): MarkInput[] =>
  changes.map((change, index) => ({ number: index + 1, time: Date.parse(change.at), title: title(change) }));
