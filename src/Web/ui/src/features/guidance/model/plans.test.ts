import { expect, it } from 'vitest';
import type { PlannedEvent } from '@/api/types';
import { readState, writeState } from '@/url/search-state';
import { plansFields, planState, sortPlans } from './plans';

const plan = (id: string, start: string, patch: Partial<PlannedEvent> = {}) =>
  ({ id, title: id, scope: { key: `team:${id}` }, start, end: '2026-12-01T00:00:00Z', extraCost: 1, ...patch }) as PlannedEvent;
const byName = (a: string, b: string) => a.localeCompare(b);
const ids = (plans: PlannedEvent[]) => plans.map((one) => one.id).join('');

it('sorts by each column in both directions, ties by time', () => {
  const plans = [plan('b', '2026-11-03T00:00:00Z', { extraCost: -5 }), plan('a', '2026-11-02T00:00:00Z'), plan('c', '2026-11-01T00:00:00+00:00')];
  expect(ids(sortPlans(plans, { sort: 'start', order: 'desc' }, byName))).toBe('bac');
  expect(ids(sortPlans(plans, { sort: 'title', order: 'asc' }, byName))).toBe('abc');
  expect(ids(sortPlans(plans, { sort: 'scope', order: 'desc' }, byName))).toBe('cba');
  expect(ids(sortPlans(plans, { sort: 'amount', order: 'asc' }, byName))).toBe('bca');
  expect(ids(plans)).toBe('bac');
});

it('tells what is ahead, going on and over', () => {
  const now = Date.parse('2026-11-15T00:00:00Z');
  expect(planState(plan('a', '2026-11-15T00:00:00Z'), now)).toBe('now');
  expect(planState(plan('a', '2026-11-15T00:00:01Z'), now)).toBe('ahead');
  expect(planState(plan('a', '2026-11-01T00:00:00Z', { end: '2026-11-15T00:00:00Z' }), now)).toBe('over');
});

it('comes back from the address as it was written', () => {
  const state = { sort: 'amount', order: 'asc', scope: 'project:a/b%20c' } as const;
  expect(readState(plansFields, writeState(plansFields, new URLSearchParams(), state))).toEqual(state);
});
