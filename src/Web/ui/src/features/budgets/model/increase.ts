import { readAmount } from './amount';

export type IncreaseFault = 'amount' | 'reason' | 'time';

/** What is wrong with a request for more than `present`, by field. */
export function increaseFaults(draft: { amount: string; reason: string; until: string }, present: number): Partial<Record<'amount' | 'reason' | 'until', IncreaseFault>> {
  const faults: Partial<Record<'amount' | 'reason' | 'until', IncreaseFault>> = {};
  const amount = readAmount(draft.amount);
  if (amount === null || amount <= present) faults.amount = 'amount';
  if (draft.reason.trim() === '') faults.reason = 'reason';
  if (draft.until !== '' && Number.isNaN(Date.parse(draft.until))) faults.until = 'time';
  return faults;
}
