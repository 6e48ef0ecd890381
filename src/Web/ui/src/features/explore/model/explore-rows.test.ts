import { describe, expect, it } from 'vitest';
import type { ExploreGroup } from '../api/types';
import { changeOf, chartGroups, shareOf, sortGroups } from './explore-rows';

const group = (name: string, value: number | null, previous: number | null = null, points: (number | null)[] = [value]): ExploreGroup => ({
  key: [name], value, previous, points, records: 1, unpriced: 0, spend: { total: value ?? 0, estimated: 0, confirmed: 0, invoiced: 0 },
  usage: { inputTokens: 0, cachedTokens: 0, outputTokens: 0, requests: (value ?? 0) * 2, gpuHours: 0 },
});
const name = (one: ExploreGroup) => one.key[0]!;
const byName = (a: string, b: string) => a.localeCompare(b);

it('shares and changes are told only where they mean something', () => {
  const total = group('', 200);
  expect([shareOf(group('a', 50), total, true), shareOf(group('a', 50), total, false), shareOf(group('a', null), total, true), shareOf(group('a', 1), group('', 0), true)]).toEqual([0.25, null, null, null]);
  expect([changeOf(group('a', 150, 100)), changeOf(group('a', 150, 0)), changeOf(group('a', 150)), changeOf(group('a', null, 100))]).toEqual([0.5, null, null, null]);
});

it('rows without a value come last in both directions, ties by name', () => {
  const groups = [group('c', 1), group('a', null), group('b', 1), group('d', 5)];
  const order = (one: 'desc' | 'asc') => sortGroups(groups, { sort: 'value', order: one }, name, byName).map(name);
  expect(order('desc')).toEqual(['d', 'b', 'c', 'a']);
  expect(order('asc')).toEqual(['b', 'c', 'd', 'a']);
});

describe('what is drawn by name', () => {
  const groups = [group('a', 9), group('b', 5), group('c', 3), group('d', 1)];

  it('are the largest, and the rest is added up', () => {
    const { shown, rest } = chartGroups(groups, group('', 7), 2, true);
    expect([shown.map(name), rest]).toEqual([['a', 'b'], [11]]);
  });

  it('is all, where only one would be left over', () => {
    expect(chartGroups(groups.slice(0, 3), null, 2, true)).toMatchObject({ shown: groups.slice(0, 3), rest: null });
  });

  it('has no rest where nothing adds up', () => expect(chartGroups(groups, null, 2, false).rest).toBeNull());
});
