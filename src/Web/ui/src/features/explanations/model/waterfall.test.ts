import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ExplanationPart } from '@/api/types';
import { barOf } from '@/ui/waterfall';
import { measureForm, waterfall } from './waterfall';

const part = (rounded: number): ExplanationPart => ({ factor: 'volume', amount: rounded, rounded, subject: null, measure: null, before: null, after: null });

const explained = (before: number, parts: readonly number[]) => {
  const delta = parts.reduce((sum, cent) => sum + cent, 0);
  return { rounded: { before: before / 100, after: (before + delta) / 100, delta: delta / 100 }, parts: parts.map((cent) => part(cent / 100)) };
};

it('leads from the first bar to the last without a gap, whatever the parts', () => {
  const cent = fc.integer({ min: -1_000_000, max: 1_000_000 });
  fc.assert(fc.property(cent, fc.array(cent, { maxLength: 12 }), (before, parts) => {
    const { steps, low, high } = waterfall(explained(before, parts));
    const bars = steps.slice(1, -1);
    let at = steps[0]!.to;
    for (const bar of bars) {
      expect(bar.from).toBe(at);
      at = bar.to;
    }
    expect(at).toBeCloseTo(steps.at(-1)!.to, 6);
    for (const step of steps) {
      const { left, width } = barOf(step, { low, high });
      expect(left).toBeGreaterThanOrEqual(-1e-9);
      expect(left + width).toBeLessThanOrEqual(100 + 1e-9);
    }
  }));
});

it('has no bar for a part that rounds to nothing', () => {
  expect(waterfall(explained(1_000, [250, 0, -50])).steps.map((step) => step.amount)).toEqual([10, 2.5, -0.5, 12]);
});

it('keeps zero on the scale when everything is saved', () => {
  expect(waterfall(explained(1_000, [-1_500]))).toMatchObject({ low: -5, high: 10 });
});

it('writes shares as shares and prices as money', () => {
  expect([measureForm('outputShare'), measureForm('pricePerRequest'), measureForm('gpuHours')]).toEqual(['share', 'money', 'count']);
});
