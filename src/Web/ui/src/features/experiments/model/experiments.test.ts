import { describe, expect, it } from 'vitest';
import type { Experiment, ExperimentDetail } from '../api/types';
import { courseOf, experimentStatus, metricNames, selectedIds, sortExperiments, toggled } from './experiments';

const make = (patch: Partial<Experiment>): Experiment =>
  ({ id: 'e', name: 'e', state: 'running', startedAt: '2026-11-20T00:00:00Z', endedAt: null, cost: 1, estimateShare: 0.1, capShare: null, runaway: false, hoursToCap: null, perHour: 0, metrics: [], limitUnknown: null, ...patch }) as Experiment;

describe('the status of an experiment', () => {
  it.each<[Partial<Experiment>, string]>([
    [{}, 'running'],
    [{ estimateShare: 0.8 }, 'nearEstimate'],
    [{ estimateShare: 1 }, 'overEstimate'],
    [{ estimateShare: 1.2, runaway: true }, 'runaway'],
    [{ estimateShare: 1.2, runaway: true, capShare: 1 }, 'capReached'],
    [{ estimateShare: 0, limitUnknown: { en: 'No rate', ko: '환율 없음' } }, 'unknown'],
    [{ capShare: 3, state: 'stopped' }, 'stopped'],
    [{ state: 'finished' }, 'finished'],
  ])('of %j is %s', (patch, status) => {
    expect(experimentStatus(make(patch))).toBe(status);
  });
});

it('what needs somebody comes first; ties by the newest start', () => {
  const list = [make({ id: 'old' }), make({ id: 'new', startedAt: '2026-11-21T00:00:00Z' }), make({ id: 'done', state: 'finished' }), make({ id: 'wild', runaway: true })];
  expect(sortExperiments(list, { sort: 'status', order: 'desc' }, (a, b) => a.localeCompare(b)).map(({ id }) => id)).toEqual(['wild', 'new', 'old', 'done']);
});

it('without a cap there is the most time left', () => {
  const list = [make({ id: 'capped', hoursToCap: 5 }), make({ id: 'free' })];
  expect(sortExperiments(list, { sort: 'left', order: 'asc' }, (a, b) => a.localeCompare(b)).map(({ id }) => id)).toEqual(['capped', 'free']);
});

it('a selection grows and shrinks, at most twenty', () => {
  expect(toggled(null, 'a')).toBe('a');
  expect(toggled('a', 'b')).toBe('a,b');
  expect(toggled('a,b', 'a')).toBe('b');
  expect(toggled('b', 'b')).toBeNull();
  const many = Array.from({ length: 20 }, (_, i) => `e${i}`).join(',');
  expect(selectedIds(toggled(many, 'one more'))).toHaveLength(20);
});

it('names metrics once', () => {
  const metric = (name: string) => ({ name, value: 1, at: '', costPerUnit: null });
  expect(metricNames([make({ metrics: [metric('points'), metric('loss')] }), make({ metrics: [metric('points')] })])).toEqual(['loss', 'points']);
});

it('the course begins with what was spent before the hours that are known, and ends with the cost', () => {
  const detail = { experiment: make({ cost: 10 }), course: [{ start: '2026-11-21T00:00:00Z', cost: 2, total: null }, { start: '2026-11-21T05:00:00Z', cost: 3, total: null }], reports: [] } as ExperimentDetail;
  const now = Date.parse('2026-11-21T05:20:00Z');
  expect(courseOf(detail, now)).toEqual([{ time: Date.parse('2026-11-21T01:00:00Z'), total: 7 }, { time: now, total: 10 }]);
});
