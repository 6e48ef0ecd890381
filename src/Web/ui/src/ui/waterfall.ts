/** A bar of a waterfall: from where to where it reaches, and by how much it moves. Both ends stand for no part. */
export interface WaterfallStep<T> {
  kind: 'before' | 'part' | 'after';
  part: T | null;
  amount: number;
  from: number;
  to: number;
}

export interface Waterfall<T> {
  steps: WaterfallStep<T>[];
  /** The ends of the common scale; zero is always on it. */
  low: number;
  high: number;
}

/** From what was before, part by part, to what is after; the amounts add up. */
export function waterfallOf<T>(before: number, parts: readonly { part: T; amount: number }[], after: number): Waterfall<T> {
  const steps: WaterfallStep<T>[] = [{ kind: 'before', part: null, amount: before, from: 0, to: before }];
  let at = before;
  for (const { part, amount } of parts) {
    steps.push({ kind: 'part', part, amount, from: at, to: at + amount });
    at += amount;
  }
  steps.push({ kind: 'after', part: null, amount: after, from: 0, to: after });
  const ends = steps.flatMap((step) => [step.from, step.to]);
  return { steps, low: Math.min(0, ...ends), high: Math.max(0, ...ends) };
}

/** Where a bar lies on the scale, in percent of its length. */
export function barOf({ from, to }: { from: number; to: number }, { low, high }: { low: number; high: number }): { left: number; width: number } {
  const length = high - low || 1;
  return { left: ((Math.min(from, to) - low) / length) * 100, width: (Math.abs(to - from) / length) * 100 };
}
