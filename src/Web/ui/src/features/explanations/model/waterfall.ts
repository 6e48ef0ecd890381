import type { Explanation, ExplanationPart } from '@/api/types';
import { waterfallOf, type Waterfall } from '@/ui/waterfall';

/**
 * From the cost compared with, part by part, to the cost of the period. The rounded amounts are taken, which add up to the cent; a part that
 * rounds to nothing has no bar.
 */
export function waterfall({ rounded, parts }: Pick<Explanation, 'rounded' | 'parts'>): Waterfall<ExplanationPart> {
  return waterfallOf(rounded.before, parts.filter((part) => part.rounded !== 0).map((part) => ({ part, amount: part.rounded })), rounded.after);
}

/** How a measure is written. */
export type MeasureForm = 'count' | 'share' | 'money';

export function measureForm(measure: NonNullable<ExplanationPart['measure']>): MeasureForm {
  if (measure === 'shareOfVolume' || measure === 'inputShare' || measure === 'cachedShare' || measure === 'outputShare') return 'share';
  return measure === 'pricePerMillionTokens' || measure === 'pricePerRequest' || measure === 'money' ? 'money' : 'count';
}
