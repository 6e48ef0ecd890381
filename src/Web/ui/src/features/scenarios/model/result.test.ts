import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barOf } from '@/ui/waterfall';
import type { ScenarioResult } from '../api/types';
import { effectBars, monthOf, roundUp, unitFigures } from './result';

const usage = (requests: number, tokens: number) => ({ inputTokens: tokens, cachedTokens: 0, outputTokens: 0, requests, gpuHours: 0 });
const replayed = (costBefore: number, costAfter: number): ScenarioResult['replayed'] => ({
  costBefore, costAfter, usageBefore: usage(100, 2_000_000), usageAfter: usage(200, 0), cacheHitRateBefore: 0.2, cacheHitRateAfter: 0.6, batchShareBefore: null, batchShareAfter: null,
});
const quantiles = (p50: number) => ({ p025: p50, p10: p50, p50, p90: p50 * 1.2, p975: p50, mean: p50 });
const day = (name: string, p50: number) => ({ day: name, forecast: quantiles(p50), scenario: quantiles(p50) });

describe('the effects of the changes', () => {
  it('lead from before to after without a gap', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10_000 }), fc.array(fc.integer({ min: -5_000, max: 5_000 }), { maxLength: 8 }), (before, amounts) => {
      const after = amounts.reduce((sum, amount) => sum + amount, before);
      const { steps: bars, low, high } = effectBars({ replayed: replayed(before, after), effects: amounts.map((amount) => ({ driver: 'users', amount })) });
      bars.slice(1, -1).forEach((bar, i) => expect(bar.from).toBe(bars[i]!.to));
      expect(bars.at(-2)!.to).toBe(after);
      for (const bar of bars) {
        const { left, width } = barOf(bar, { low, high });
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + width).toBeLessThanOrEqual(100.000001);
      }
    }));
  });
});

it('unit figures are divided by their own usage, and are none without it', () => {
  const [request, million, cache, batch] = unitFigures({ replayed: replayed(50, 80) });
  expect([request!.before, request!.after]).toEqual([0.5, 0.4]);
  expect([million!.before, million!.after]).toEqual([25, null]);
  expect([cache!.after, batch!.after]).toEqual([0.6, null]);
});

describe('a month of the scenario', () => {
  const result = { days: [day('2026-11-22', 1), day('2026-11-23', 10), day('2026-11-24', 30)], horizon: { forecast: quantiles(40), scenario: quantiles(40) }, replayed: replayed(280, 560), baselineFrom: '2026-10-25', baselineTo: '2026-11-22' };

  it('is thirty average days on which the changes hold, and wider by as much as the horizon', () => {
    expect(monthOf(result, null).p50).toBeCloseTo(600);
    expect(monthOf(result, null).p90).toBeCloseTo(720);
    expect(monthOf(result, '2026-11-24').p50).toBeCloseTo(900);
  });

  it('is the replayed traffic where nothing is foretold', () => {
    expect(monthOf({ ...result, days: [], horizon: null }, null)).toEqual({ p50: 600, p90: null });
  });
});

it('a budget is rounded up to three digits', () => {
  expect([1234.5, 1230, 98765, 0.123, 0, 999.1].map(roundUp)).toEqual([1240, 1230, 98800, 0.13, 0, 1000]);
  fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (amount) => {
    expect(roundUp(amount)).toBeGreaterThanOrEqual(amount);
    expect(roundUp(amount)).toBeLessThanOrEqual(amount * 1.011);
  }));
});
