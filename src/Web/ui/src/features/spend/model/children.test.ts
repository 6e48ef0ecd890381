import { describe, expect, it } from 'vitest';
import type { Child } from '@/api/types';
import { movers, pace, sortChildren } from './children';

const child = (name: string, patch: Partial<Child> = {}): Child => ({
  scope: { key: `team:${name}`, kind: 'team', name, parent: 'org', firstSeen: null, lastSeen: null },
  today: 0, last7Days: 0, previous7Days: 0, monthToDate: 0, monthlyBudget: null, openAnomalies: 0, daily: [],
  usage: { inputTokens: 0, cachedTokens: 0, outputTokens: 0, requests: 0, gpuHours: 0 }, ...patch,
});
const byName = (a: string, b: string) => a.localeCompare(b);
const names = (children: Child[]) => children.map((one) => one.scope.name);

describe('sortChildren', () => {
  it('puts what has no value last, whichever way', () => {
    const rows = [child('none'), child('low', { monthToDate: 1, monthlyBudget: 10 }), child('high', { monthToDate: 9, monthlyBudget: 10 })];
    expect(names(sortChildren(rows, { key: 'pace', descending: true }, byName))).toEqual(['high', 'low', 'none']);
    expect(names(sortChildren(rows, { key: 'pace', descending: false }, byName))).toEqual(['low', 'high', 'none']);
  });

  it('keeps equal rows in the order of their names', () => {
    const rows = [child('b'), child('c'), child('a')];
    expect(names(sortChildren(rows, { key: 'month', descending: true }, byName))).toEqual(['a', 'b', 'c']);
  });

  it('does not reorder what it was given', () => {
    const rows = [child('b'), child('a')];
    sortChildren(rows, { key: 'name', descending: false }, byName);
    expect(names(rows)).toEqual(['b', 'a']);
  });
});

it('the pace of a scope without budget is unknown, not zero', () => {
  expect(pace(child('a', { monthToDate: 5 }))).toBeNull();
  expect(pace(child('a', { monthToDate: 5, monthlyBudget: 20 }))).toBe(0.25);
});

it('movers are ranked by money in either direction and leave out noise', () => {
  const rows = [
    child('up', { last7Days: 150, previous7Days: 100 }), child('down', { last7Days: 20, previous7Days: 100 }),
    child('still', { last7Days: 100.02, previous7Days: 100 }), child('new', { last7Days: 30 }),
  ];
  expect(movers(rows, 5).map((mover) => [mover.child.scope.name, mover.difference])).toEqual([['down', -80], ['up', 50], ['new', 30]]);
});
