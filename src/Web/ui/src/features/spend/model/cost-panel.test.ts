import { describe, expect, it } from 'vitest';
import type { Summary } from '@/api/types';
import { forecastHorizon, latestTotal } from './cost-panel';

const HOUR = 3_600_000;

describe('forecastHorizon', () => {
  it('goes to the end of the month by day, and a third of the past by hour', () => {
    expect(forecastHorizon({ from: 0, to: 30 * 24 * HOUR, grain: 'day', isCurrent: true })).toBe('month');
    expect(forecastHorizon({ from: 0, to: 7 * 24 * HOUR, grain: 'hour', isCurrent: true })).toBe(56);
    expect(forecastHorizon({ from: 0, to: 24 * HOUR, grain: 'hour', isCurrent: true })).toBe(12);
  });

  it('is none for the past and for minutes', () => {
    expect(forecastHorizon({ from: 0, to: 24 * HOUR, grain: 'hour', isCurrent: false })).toBeNull();
    expect(forecastHorizon({ from: 0, to: 24 * HOUR, grain: 'minute', isCurrent: true })).toBeNull();
  });
});

describe('latestTotal', () => {
  const summary = { asOf: '2026-11-21T23:59:59Z', today: { spend: { total: 42 } } } as Summary;

  it('is the day so far', () => {
    expect(latestTotal('day', Date.parse('2026-11-21T12:00:00Z'), summary)).toBe(42);
  });

  it('does not put yesterday into today after midnight', () => {
    expect(latestTotal('day', Date.parse('2026-11-22T00:00:01Z'), summary)).toBeNull();
    expect(latestTotal('hour', Date.parse('2026-11-21T12:00:00Z'), summary)).toBeNull();
  });
});
