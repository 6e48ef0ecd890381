import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readState } from '@/url/search-state';
import { kindOf, lastPeriods, monthOf, showbackFields, weekOf } from './periods';

it.each([
  ['2026-11-22T09:00:00Z', '2026-W47'],
  ['2026-11-23T00:00:00Z', '2026-W48'],
  ['2027-01-01T00:00:00Z', '2026-W53'],
  ['2025-12-29T00:00:00Z', '2026-W01'],
  ['2023-01-01T23:59:00Z', '2022-W52'],
])('%s lies in %s', (instant, week) => {
  expect(weekOf(Date.parse(instant))).toBe(week);
});

it('lists periods without gap or repeat, the running one first', () => {
  expect(lastPeriods('month', Date.parse('2026-03-31T00:00:00Z'), 4)).toEqual(['2026-03', '2026-02', '2026-01', '2025-12']);
  fc.assert(fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (now) => {
    const weeks = lastPeriods('week', now, 60);
    expect(new Set(weeks).size).toBe(60);
    expect([...weeks].sort().reverse()).toEqual(weeks);
    expect(lastPeriods('month', now, 1)).toEqual([monthOf(now)]);
  }));
});

it('reads only periods that exist from the address', () => {
  const read = (period: string) => readState(showbackFields, new URLSearchParams({ period })).period;
  expect(['2026-05', '2026-W21', '2026-W53'].map(read)).toEqual(['2026-05', '2026-W21', '2026-W53']);
  expect(['2026-13', '2026-W54', '2026-5', 'May'].map(read)).toEqual([null, null, null, null]);
  expect([kindOf('2026-05'), kindOf('2026-W21')]).toEqual(['month', 'week']);
});
