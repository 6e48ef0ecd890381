import { expect, it } from 'vitest';
import type { PolicyDecision } from '../api/types';
import { countedStates, decisionCount, isRehearsal, openDecisions } from './decisions';

const now = Date.parse('2026-11-22T12:00:00Z');
const decision = (id: string, state: string, decidedAt: string, expiresAt: string | null = null) => ({ id, state, decidedAt, expiresAt }) as PolicyDecision;

it('puts what expires first on top, and leaves out what nobody can answer', () => {
  const all = [
    decision('open-late', 'proposed', '2026-11-22T11:00:00Z'),
    decision('open-early', 'proposed', '2026-11-22T10:00:00Z'),
    decision('soon', 'waiting', '2026-11-22T11:30:00Z', '2026-11-22T12:10:00Z'),
    decision('gone', 'waiting', '2026-11-22T09:00:00Z', '2026-11-22T11:00:00Z'),
    decision('done', 'approved', '2026-11-22T09:00:00Z'),
  ];
  expect(openDecisions(all, now).map(({ id }) => id)).toEqual(['soon', 'open-early', 'open-late']);
});

it('counts decisions by state, without those that did not occur', () => {
  const record = { decisions: { declined: 2, proposed: 1, acted: 0 } };
  expect(countedStates(record)).toEqual([{ state: 'proposed', count: 1 }, { state: 'declined', count: 2 }]);
  expect(decisionCount(record)).toBe(3);
});

it('is a rehearsal while nothing that waits would be carried out', () => {
  expect(isRehearsal([{ dryRun: true }, { dryRun: true }])).toBe(true);
  expect(isRehearsal([{ dryRun: true }, { dryRun: false }])).toBe(false);
});
