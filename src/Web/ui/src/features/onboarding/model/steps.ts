import { optional, type Fields } from '@/url/search-state';

/** The three ways to first figures, easiest first. */
export const steps = ['send', 'upload', 'connect'] as const;
export type Step = (typeof steps)[number];
export type Done = Record<Step, boolean>;

/** `none` is what remains when the reader folds the open step. */
export type Choice = Step | 'none';

export const startFields: Fields<{ step: Choice | null }> = { step: optional([...steps, 'none']) };

/** The chosen step; else the first that is still to be done, so that the page goes on by itself. Null once all are. */
export function openStep(chosen: Choice | null, done: Done): Step | null {
  if (chosen === 'none') return null;
  return chosen ?? steps.find((step) => !done[step]) ?? null;
}
