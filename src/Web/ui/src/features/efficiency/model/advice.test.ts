import { describe, expect, it } from 'vitest';
import { adviceWindow, scenarioOf, togetherPerMonth } from './advice';

describe('an advice as a scenario', () => {
  const base = { provider: 'openai', model: 'gpt-5.5', toProvider: null, toModel: null, cacheHitRate: null };

  it('moves the traffic, batches it, or caches it', () => {
    expect(scenarioOf({ ...base, kind: 'model', toProvider: 'openai', toModel: 'gpt-5.4-mini' }, 'team:search')).toBe('/scenarios/new?scope=team%3Asearch&moves=openai%3Agpt-5.5%3Aopenai%3Agpt-5.4-mini%3A1');
    expect(scenarioOf({ ...base, kind: 'batch' }, 'org')).toBe('/scenarios/new?scope=org&batch=1');
    expect(scenarioOf({ ...base, kind: 'cache', cacheHitRate: 0.60012 }, 'org')).toBe('/scenarios/new?scope=org&cache=0.6');
  });

  it('is none where something is not known', () => {
    expect([scenarioOf({ ...base, kind: 'cache' }, 'org'), scenarioOf({ ...base, kind: 'model' }, 'org'), scenarioOf({ ...base, kind: 'wish', cacheHitRate: 1 }, 'org')]).toEqual([null, null, null]);
  });
});

it('advice for one model excludes each other: only the best counts', () => {
  const item = (model: string, savingPerMonth: number) => ({ provider: 'p', model, savingPerMonth });
  expect(togetherPerMonth([item('a', 10), item('a', 7), item('b', 5)])).toBe(15);
});

it('advice looks at whole days that have passed', () => {
  const now = Date.parse('2026-11-22T10:00:00Z');
  expect(adviceWindow({ from: '2026-10-24', to: '2026-11-23' }, now)).toEqual({ from: '2026-10-24', to: '2026-11-22' });
  expect(adviceWindow({ from: '2026-01-01', to: '2026-11-01' }, now)).toEqual({ from: '2026-08-01', to: '2026-11-01' });
  expect(adviceWindow({ from: '2026-11-22', to: '2026-11-23' }, now)).toEqual({ from: '2026-11-21', to: '2026-11-22' });
});
