import { expect, it } from 'vitest';
import { monthAgainstLast } from './month';

it('compares the month so far with as much of the month before', () => {
  expect(monthAgainstLast(Date.parse('2026-11-22T14:25:00Z'))).toEqual({
    from: '2026-11-01T00:00:00.000Z', to: '2026-11-22T14:00:00.000Z', baselineFrom: '2026-10-01T00:00:00.000Z', baselineTo: '2026-10-22T14:00:00.000Z', isWhole: false,
  });
});

it('does not reach beyond the end of a shorter month', () => {
  expect(monthAgainstLast(Date.parse('2026-03-31T12:00:00Z')).baselineTo).toBe('2026-03-01T00:00:00.000Z');
});

it('compares whole months on the first day of one', () => {
  expect(monthAgainstLast(Date.parse('2026-01-01T05:00:00Z'))).toEqual({
    from: '2025-12-01T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z', baselineFrom: '2025-11-01T00:00:00.000Z', baselineTo: '2025-12-01T00:00:00.000Z', isWhole: true,
  });
});
