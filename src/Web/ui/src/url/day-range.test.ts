import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayPresets, dayRangeFields, dayWindow, type DayRangeState } from './day-range';
import { readState, writeState } from './search-state';

const now = Date.parse('2026-03-15T12:30:00Z');
const days = fc.constantFrom(null, '2026-01-31', '2026-02-28', '2026-03-14');
const state = fc.record({ range: fc.constantFrom(...dayPresets), from: days, to: days }) as fc.Arbitrary<DayRangeState>;

it('comes back from the address as it was written', () => {
  fc.assert(fc.property(state, (value) => {
    expect(readState(dayRangeFields, writeState(dayRangeFields, new URLSearchParams(), value))).toEqual(value);
  }));
});

it.each([
  ['7d', '2026-03-09', '2026-03-16', 7], ['30d', '2026-02-14', '2026-03-16', 30], ['month', '2026-03-01', '2026-03-16', 15], ['lastMonth', '2026-02-01', '2026-03-01', 28],
] as const)('%s is %s to %s', (range, from, to, count) => {
  expect(dayWindow({ range, from: null, to: null }, now)).toEqual({ from, to, days: count });
});

it('takes the last day of a custom range in, and no range that ends before it begins', () => {
  expect(dayWindow({ range: 'custom', from: '2026-01-31', to: '2026-02-28' }, now)).toEqual({ from: '2026-01-31', to: '2026-03-01', days: 29 });
  expect(dayWindow({ range: 'custom', from: '2026-02-28', to: '2026-01-31' }, now).days).toBe(30);
});

it('always holds at least one day', () => {
  fc.assert(fc.property(state, fc.integer({ min: 0, max: 4_000_000_000_000 }), (value, at) => {
    expect(dayWindow(value, at).days).toBeGreaterThan(0);
  }));
});
