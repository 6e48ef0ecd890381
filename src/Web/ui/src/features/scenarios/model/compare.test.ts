import { expect, it } from 'vitest';
import { readState, writeState } from '@/url/search-state';
import { compareFields, difference, isAlike } from './compare';

it('compares up to four, each once', () => {
  const read = (compare: string) => readState(compareFields, new URLSearchParams({ compare })).compare;
  expect(read('a,b,a,c,d,e')).toEqual(['a', 'b', 'c', 'd']);
  expect(read(',<x>,b')).toEqual(['b']);
  expect(writeState(compareFields, new URLSearchParams('compare=a'), { compare: [] }).toString()).toBe('');
});

it('marks differences against the first, where both are known', () => {
  expect(difference([100, 150], 1)).toEqual({ amount: 50, ratio: 0.5 });
  expect([difference([100, 150], 0), difference([null, 150], 1), difference([100, undefined], 1)]).toEqual([null, null, null]);
  expect(difference([0, 5], 1)).toEqual({ amount: 5, ratio: null });
});

it('says when scenarios look at different things', () => {
  const one = { scope: 'org', horizonDays: 90, baselineDays: 28 };
  expect(isAlike([one, { ...one }])).toBe(true);
  expect(isAlike([one, { ...one, scope: 'team:a' }])).toBe(false);
});
