import { expect, it } from 'vitest';
import type { Incident } from '@/api/types';
import { readState, writeState } from '@/url/search-state';
import { assignees, filterIncidents, inboxFields, NOBODY, widerScopes, type InboxState } from './filter';

const now = Date.parse('2026-11-22T12:00:00Z');
const all: InboxState = { state: 'all', scope: null, kind: null, severity: null, assignee: null };
const incident = (kind: string, severity: string, state = 'open', handling: object = {}) =>
  ({ state, cause: { kind, severity }, handling: { assignee: null, snoozedUntil: null, ...handling } }) as Incident;

it('filters by kind and severity of the cause together', () => {
  const items = [incident('spike', 'high'), incident('spike', 'low'), incident('leak', 'high')];
  expect(filterIncidents(items, { ...all, kind: 'spike', severity: 'high' }, now)).toEqual([items[0]]);
  expect(filterIncidents(items, all, now)).toEqual(items);
});

it('tells what nobody has from what is taken, put off and over', () => {
  const untaken = incident('spike', 'high');
  const taken = incident('spike', 'high', 'acknowledged');
  const off = incident('spike', 'high', 'open', { snoozedUntil: '2026-11-22T13:00:00Z' });
  const over = incident('spike', 'high', 'resolved');
  const of = (state: InboxState['state']) => filterIncidents([untaken, taken, off, over], { ...all, state }, now);
  expect(of('open')).toEqual([untaken, taken, off]);
  expect([of('untaken'), of('acknowledged'), of('snoozed'), of('over')]).toEqual([[untaken], [taken], [off], [over]]);
});

it('filters by who has it, or by nobody', () => {
  const items = [incident('spike', 'high', 'open', { assignee: '김서연' }), incident('spike', 'high')];
  expect(filterIncidents(items, { ...all, assignee: '김서연' }, now)).toEqual([items[0]]);
  expect(filterIncidents(items, { ...all, assignee: NOBODY }, now)).toEqual([items[1]]);
  expect(assignees([...items, ...items], (a, b) => a.localeCompare(b))).toEqual(['김서연']);
});

it('comes back from the address as it was written', () => {
  const state = { state: 'snoozed', scope: 'project:a/b%20c', kind: 'daySurge', severity: 'critical', assignee: '김 서연' } as const;
  expect(readState(inboxFields, writeState(inboxFields, new URLSearchParams(), state))).toEqual(state);
  expect(readState(inboxFields, new URLSearchParams('kind=nonsense&scope=planet:x&assignee=%20'))).toEqual(all);
});

it('names each wider scope once, and not the cause itself', () => {
  const scoped = (key: string) => ({ scope: { key } });
  const felt = { cause: scoped('resource:a/b/c'), impact: ['resource:a/b/c', 'project:a/b', 'project:a/b', 'org'].map(scoped) } as unknown as Incident;
  expect(widerScopes(felt)).toEqual(['project:a/b', 'org']);
});
