import { expect, it } from 'vitest';
import type { Incident } from '@/api/types';
import { readState, writeState } from '@/url/search-state';
import { filterIncidents, inboxFields, widerScopes } from './filter';

const incident = (kind: string, severity: string) => ({ cause: { kind, severity } }) as Incident;

it('filters by kind and severity of the cause together', () => {
  const items = [incident('spike', 'high'), incident('spike', 'low'), incident('leak', 'high')];
  expect(filterIncidents(items, { kind: 'spike', severity: 'high' })).toEqual([items[0]]);
  expect(filterIncidents(items, { kind: null, severity: null })).toEqual(items);
});

it('comes back from the address as it was written', () => {
  const state = { state: 'open', scope: 'project:a/b%20c', kind: 'daySurge', severity: 'critical' } as const;
  expect(readState(inboxFields, writeState(inboxFields, new URLSearchParams(), state))).toEqual(state);
  expect(readState(inboxFields, new URLSearchParams('kind=nonsense&scope=planet:x'))).toEqual({ state: 'all', scope: null, kind: null, severity: null });
});

it('names each wider scope once, and not the cause itself', () => {
  const scoped = (key: string) => ({ scope: { key } });
  const felt = { cause: scoped('resource:a/b/c'), impact: ['resource:a/b/c', 'project:a/b', 'project:a/b', 'org'].map(scoped) } as unknown as Incident;
  expect(widerScopes(felt)).toEqual(['project:a/b', 'org']);
});
