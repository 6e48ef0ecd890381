import { expect, it } from 'vitest';
import { backfillDays, backfillFault, backfillRequest, newBackfill } from './backfill';

const now = Date.parse('2026-03-15T12:30:00Z');

it('begins with the last 30 days, but not before the source does', () => {
  expect(newBackfill({ since: '2020-01-01T00:00:00Z' }, now)).toEqual({ from: '2026-02-13', to: '2026-03-15' });
  expect(newBackfill({ since: '2026-03-10T00:00:00Z' }, now)).toEqual({ from: '2026-03-10', to: '2026-03-15' });
});

it.each([
  ['', '2026-03-15', { field: 'from', word: 'day' }],
  ['2026-03-16', '2026-03-16', { field: 'from', word: 'future' }],
  ['2026-03-01', '', { field: 'to', word: 'day' }],
  ['2026-03-02', '2026-03-01', { field: 'to', word: 'order' }],
  ['2026-03-02', '2026-03-02', null],
])('from %j to %j is told as %j', (from, to, fault) => {
  expect(backfillFault({ from, to }, now)).toEqual(fault);
});

it('asks for the last day as a whole, or up to now', () => {
  expect(backfillRequest({ from: '2026-03-01', to: '2026-03-02' }, now)).toEqual({ from: '2026-03-01T00:00:00Z', to: '2026-03-03T00:00:00.000Z' });
  expect(backfillRequest({ from: '2026-03-01', to: '2026-03-15' }, now).to).toBeNull();
  expect(backfillRequest({ from: '2026-03-01', to: '' }, now).to).toBeNull();
});

it('tells the last day as it was entered', () => {
  expect(backfillDays({ from: '2026-03-01T00:00:00Z', to: '2026-03-03T00:00:00Z' })).toEqual({ from: '2026-03-01', to: '2026-03-02' });
});
