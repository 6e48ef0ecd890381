import type { Explanation, ExplanationPart } from '@/api/types';

/** A bar of the waterfall: from where to where it reaches, and by how much it moves. Amounts are those that the texts show. */
export interface WaterfallStep {
  kind: 'before' | 'part' | 'after';
  part: ExplanationPart | null;
  amount: number;
  from: number;
  to: number;
}

export interface Waterfall {
  steps: WaterfallStep[];
  /** The ends of the common scale; zero is always on it. */
  low: number;
  high: number;
}

/**
 * From the cost compared with, part by part, to the cost of the period. The rounded amounts are taken, which add up to the cent; a part that
 * rounds to nothing has no bar.
 */
export function waterfall(explanation: Pick<Explanation, 'rounded' | 'parts'>): Waterfall {
  const { rounded, parts } = explanation;
  const steps: WaterfallStep[] = [{ kind: 'before', part: null, amount: rounded.before, from: 0, to: rounded.before }];
  let at = rounded.before;
  for (const part of parts.filter((one) => one.rounded !== 0)) {
    const next = cents(at + part.rounded);
    steps.push({ kind: 'part', part, amount: part.rounded, from: at, to: next });
    at = next;
  }
  steps.push({ kind: 'after', part: null, amount: rounded.after, from: 0, to: rounded.after });
  const ends = steps.flatMap((step) => [step.from, step.to]);
  return { steps, low: Math.min(0, ...ends), high: Math.max(0, ...ends) };
}

/** Sums of cents stay cents. */
const cents = (value: number) => Math.round(value * 10_000) / 10_000;

/** Where a bar lies on the scale, in percent of its length. */
export function barOf({ from, to }: Pick<WaterfallStep, 'from' | 'to'>, { low, high }: Pick<Waterfall, 'low' | 'high'>): { left: number; width: number } {
  const length = high - low || 1;
  return { left: ((Math.min(from, to) - low) / length) * 100, width: (Math.abs(to - from) / length) * 100 };
}

/** How a measure is written. */
export type MeasureForm = 'count' | 'share' | 'money';

export function measureForm(measure: NonNullable<ExplanationPart['measure']>): MeasureForm {
  if (measure === 'shareOfVolume' || measure === 'inputShare' || measure === 'cachedShare' || measure === 'outputShare') return 'share';
  return measure === 'pricePerMillionTokens' || measure === 'pricePerRequest' || measure === 'money' ? 'money' : 'count';
}
