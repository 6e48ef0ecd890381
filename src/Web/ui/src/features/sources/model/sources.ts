import type { Source, SourceDay, SourceStatus } from '@/api/types';
import { choice, type Fields } from '@/url/search-state';

export const sourceSortKeys = ['name', 'status', 'lag', 'rows', 'records', 'next'] as const;
export type SourceSortKey = (typeof sourceSortKeys)[number];

export interface SourcesState {
  sort: SourceSortKey;
  order: 'desc' | 'asc';
}

export const sourcesFields: Fields<SourcesState> = { sort: choice(sourceSortKeys, 'status'), order: choice(['desc', 'asc'], 'desc') };

/** What needs somebody comes first. */
const urgency: Record<SourceStatus, number> = { failing: 4, waiting: 3, neverRead: 2, paused: 1, well: 0 };

export const shownDays = 35;

const DAY = 86_400_000;

/** Rows that told something new. */
export const given = (day: SourceDay) => day.accepted + day.restated + day.retracted;

export const rowsOf = (source: Source) => source.state.days.reduce((sum, day) => sum + given(day), 0);

/** Ties by name, then id, so that rows hold still. What is not known comes last when descending. */
export function sortSources(sources: readonly Source[], { sort, order }: SourcesState, compareNames: (a: string, b: string) => number): Source[] {
  const sign = order === 'desc' ? -1 : 1;
  const value: Record<Exclude<SourceSortKey, 'name'>, (source: Source) => number> = {
    status: (source) => urgency[source.state.status],
    lag: (source) => source.state.lagSeconds ?? -1,
    rows: rowsOf,
    records: (source) => source.state.records,
    next: (source) => (source.state.nextRunAt === null ? -1 : Date.parse(source.state.nextRunAt)),
  };
  const byName = (a: Source, b: Source) => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1);
  return sources.toSorted((a, b) => (sort === 'name' ? sign * byName(a, b) : sign * (value[sort](a) - value[sort](b)) || byName(a, b)));
}

export interface DayBar {
  /** A UTC day, `YYYY-MM-DD`. */
  day: string;
  /** Null when it was not read on that day. */
  rows: SourceDay | null;
}

/** One bar a day up to the day of an instant; a day without a read is a gap, not a zero. */
export function dayBars(days: readonly SourceDay[], until: string, count = shownDays): DayBar[] {
  const byDay = new Map(days.map((day) => [day.day, day]));
  const last = Math.floor(Date.parse(until) / DAY) * DAY;
  return Array.from({ length: count }, (_, i) => {
    const day = new Date(last - (count - 1 - i) * DAY).toISOString().slice(0, 10);
    return { day, rows: byDay.get(day) ?? null };
  });
}

/** How many sources fare how, the urgent ones first; what no source is, is left out. */
export function countByStatus(sources: readonly Source[]): { status: SourceStatus; count: number }[] {
  return (Object.keys(urgency) as SourceStatus[])
    .map((status) => ({ status, count: sources.filter((source) => source.state.status === status).length }))
    .filter((entry) => entry.count > 0);
}

export const sourceAddress = (id: string) => `/sources/${encodeURIComponent(id)}`;
