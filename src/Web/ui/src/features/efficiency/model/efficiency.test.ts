import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayPresets } from '@/url/day-range';
import { readState, writeState } from '@/url/search-state';
import type { EfficiencyGroup } from '../api/types';
import { efficiencyFields, efficiencyGroups, efficiencySortKeys, sortEfficiency, type EfficiencyState } from './efficiency';

const state = fc.record({
  range: fc.constantFrom(...dayPresets), from: fc.constantFrom(null, '2026-10-01'), to: fc.constantFrom(null, '2026-10-05'), scope: fc.constantFrom(null, 'org', 'team:search'),
  group: fc.constantFrom(...efficiencyGroups), sort: fc.constantFrom(...efficiencySortKeys), order: fc.constantFrom('desc', 'asc'),
}) as fc.Arbitrary<EfficiencyState>;

it('comes back from the address as it was written', () => {
  fc.assert(fc.property(state, (value) => {
    expect(readState(efficiencyFields, writeState(efficiencyFields, new URLSearchParams(), value))).toEqual(value);
  }));
});

it('rows without the figure come last in both directions', () => {
  const row = (key: string, costPerRequest: number | null) => ({ key, now: { costPerRequest } }) as EfficiencyGroup;
  const rows = [row('b', 1), row('a', null), row('c', 3)];
  const keys = (order: 'desc' | 'asc') => sortEfficiency(rows, { sort: 'perRequest', order }, (key) => key, (x, y) => x.localeCompare(y)).map(({ key }) => key);
  expect(keys('desc')).toEqual(['c', 'b', 'a']);
  expect(keys('asc')).toEqual(['b', 'c', 'a']);
});
