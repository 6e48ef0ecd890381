import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Effect, Rule } from '../api/types';
import { assigned, endedOn, freeId, lastMonthStart, moved, moveLines, progress, ruleState } from './rules';

const rule = (patch: Partial<Rule>): Rule => ({ id: 'r', name: 'r', conditions: [], assign: { team: 'a', project: null }, effectiveFrom: null, effectiveUntil: null, ...patch });
const today = '2026-11-22';

describe('a rule', () => {
  it.each<[Partial<Rule>, string]>([
    [{}, 'holds'],
    [{ effectiveFrom: today }, 'holds'],
    [{ effectiveFrom: '2026-11-23' }, 'ahead'],
    [{ effectiveUntil: today }, 'ended'],
    [{ effectiveUntil: '2026-11-23' }, 'holds'],
  ])('with %j: %s', (patch, state) => {
    expect(ruleState(rule(patch), today)).toBe(state);
  });

  it('ends today, unless it has not begun', () => {
    expect(ruleState(endedOn(rule({}), today)!, today)).toBe('ended');
    expect(endedOn(rule({ effectiveFrom: today }), today)).toBeNull();
  });

  it('says only what it sets', () => {
    expect(assigned({ team: 'a', project: null, feature: 'chat', customer: '' })).toEqual([['team', 'a'], ['feature', 'chat']]);
  });
});

it('moving keeps every rule, moves one, and stops at the ends', () => {
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
  fc.assert(fc.property(fc.uniqueArray(fc.integer(), { minLength: 1 }), fc.nat(20), fc.nat(20), (items, from, to) => {
    const next = moved(items, from, to);
    expect([...next].sort()).toEqual([...items].sort());
    if (from < items.length && to < items.length) expect(next[to]).toBe(items[from]);
  }));
});

it('ids are free and fit for the server, whatever the name', () => {
  expect(freeId('Search: prod!', [])).toBe('search-prod');
  expect(freeId('검색', ['rule', 'RULE-2'])).toBe('rule-3');
  fc.assert(fc.property(fc.string(), (name) => {
    expect(freeId(name, [])).toMatch(/^[a-z0-9._-]{1,64}$/);
  }));
});

describe('what an effect moves', () => {
  const move = (from: string | null, to: string | null, cost: number, month = '2026-05-01') => ({ month, rule: 'r', from, to, cost: { effective: cost }, records: 1 });
  const effect = (moves: ReturnType<typeof move>[]) => ({ moves }) as unknown as Effect;

  it('is told by month and team, the dearest first', () => {
    expect(moveLines(effect([
      move('project:unattributed/unattributed', 'project:search/a', 300), move('project:unattributed/unattributed', 'project:search/b', 12),
      move('project:unattributed/unattributed', 'project:search/a', 500, '2026-06-01'),
    ]))).toEqual([
      { month: '2026-06-01', from: ['unattributed'], to: ['search'], cost: 500, records: 1 },
      { month: '2026-05-01', from: ['unattributed'], to: ['search'], cost: 312, records: 2 },
    ]);
  });

  it('names projects within a team, and nothing of the rest of a long list', () => {
    expect(moveLines(effect([move('project:a/x', 'project:a/y', 1), move(null, null, 5)])).map(({ from, to }) => [from, to])).toEqual([[null, null], [['a', 'x'], ['a', 'y']]]);
  });
});

it('progress is a share of what is known', () => {
  expect(progress({ recordsRead: 5, recordsTotal: 10 })).toBe(0.5);
  expect(progress({ recordsRead: 12, recordsTotal: 10 })).toBe(1);
  expect(progress({ recordsRead: 5 })).toBeNull();
});

it('the month before begins on its first day, over the turn of the year, too', () => {
  expect(lastMonthStart(Date.parse('2026-01-31T23:00:00Z'))).toBe('2025-12-01');
});
