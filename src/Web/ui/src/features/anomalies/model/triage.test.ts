import { expect, it } from 'vitest';
import type { Incident } from '@/api/types';
import { triage, waitingCost } from './triage';

const now = Date.parse('2026-11-22T12:00:00Z');
const incident = (id: string, excess: number, assignee: string | null = null, more: Partial<Incident> = {}, snoozedUntil: string | null = null): Incident => ({
  id, state: 'open', impact: [], openedAt: '2026-11-22T10:00:00Z',
  cause: { id, state: 'open', kind: 'spike', severity: 'low', excess, start: '2026-11-22T10:00:00Z', end: '2026-11-22T12:00:00Z' },
  handling: { assignee, snoozedUntil },
  ...more,
}) as unknown as Incident;

it('puts what nobody has before what somebody has, and the dearer before the cheaper', () => {
  const rows = triage([incident('taken', 900, 'mina'), incident('cheap', 2), incident('dear', 40)], now);
  expect(rows.map((row) => row.incident.id)).toEqual(['dear', 'cheap', 'taken']);
  expect(rows.map((row) => row.perHour)).toEqual([20, 1, 450]);
  expect(waitingCost(rows)).toBe(471);
});

it('leaves out what is over or put off', () => {
  expect(triage([incident('over', 9, null, { state: 'resolved' }), incident('later', 9, null, {}, '2026-11-23T00:00:00Z')], now)).toEqual([]);
});
