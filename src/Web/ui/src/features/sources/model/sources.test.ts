import { describe, expect, it } from 'vitest';
import type { Source, SourceDay } from '@/api/types';
import { readState, writeState } from '@/url/search-state';
import { countByStatus, dayBars, given, sortSources, sourcesFields, type SourceSortKey } from './sources';

const day = (name: string, accepted: number, rest: Partial<SourceDay> = {}): SourceDay => ({ day: name, accepted, restated: 0, retracted: 0, unchanged: 0, rejected: 0, ...rest });
const source = (id: string, state: Partial<Source['state']>) =>
  ({ id, name: id, state: { status: 'well', lagSeconds: null, records: 0, nextRunAt: null, days: [], ...state } }) as unknown as Source;
const byName = (a: string, b: string) => a.localeCompare(b);
const all = [
  source('b', { lagSeconds: 60, records: 5, nextRunAt: '2026-03-02T00:00:00Z', days: [day('2026-03-01', 3)] }),
  source('a', { status: 'failing', lagSeconds: 600, records: 9, days: [day('2026-03-01', 1, { restated: 1, retracted: 1, unchanged: 99 })] }),
  source('c', { status: 'paused' }),
];
const order = (sort: SourceSortKey, direction: 'asc' | 'desc') => sortSources(all, { sort, order: direction }, byName).map((one) => one.id).join('');

describe('sortSources', () => {
  it.each([
    ['name', 'asc', 'abc'], ['name', 'desc', 'cba'], ['status', 'desc', 'acb'], ['lag', 'desc', 'abc'], ['lag', 'asc', 'cba'],
    ['rows', 'desc', 'abc'], ['records', 'desc', 'abc'], ['next', 'desc', 'bac'],
  ] as const)('by %s, %s, gives %s', (sort, direction, expected) => {
    expect(order(sort, direction)).toBe(expected);
  });

  it('leaves the list it was given alone', () => {
    order('name', 'desc');
    expect(all.map((one) => one.id).join('')).toBe('bac');
  });
});

it('rows that are as they were are no news', () => {
  expect(given(day('2026-03-01', 1, { restated: 2, retracted: 3, unchanged: 50, rejected: 7 }))).toBe(6);
});

describe('dayBars', () => {
  it('has one bar a day up to today, and a gap where nothing was read', () => {
    const bars = dayBars([day('2026-03-01', 5), day('2026-03-03', 0)], '2026-03-03T23:59:59Z', 4);
    expect(bars.map((bar) => [bar.day, bar.rows?.accepted ?? null])).toEqual([['2026-02-28', null], ['2026-03-01', 5], ['2026-03-02', null], ['2026-03-03', 0]]);
  });

  it('leaves out days before its beginning', () => {
    expect(dayBars([day('2020-01-01', 5)], '2026-03-03T00:00:00Z').every((bar) => bar.rows === null)).toBe(true);
  });
});

it('counts what needs somebody first', () => {
  expect(countByStatus(all)).toEqual([{ status: 'failing', count: 1 }, { status: 'paused', count: 1 }, { status: 'well', count: 1 }]);
});

it('comes back from the address as it was written', () => {
  const state = { sort: 'lag', order: 'asc' } as const;
  expect(readState(sourcesFields, writeState(sourcesFields, new URLSearchParams(), state))).toEqual(state);
});
