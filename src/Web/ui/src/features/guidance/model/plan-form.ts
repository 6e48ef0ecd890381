import type { PlannedEvent, PlannedEventRequest } from '@/api/types';
import { toLocal } from '@/format/local-time';
import { readNumber } from '@/format/read-number';

/** What the form holds: texts as they were typed, times as the reader's clock shows them. */
export interface PlanDraft {
  scope: string | null;
  title: string;
  start: string;
  end: string;
  measure: 'amount' | 'factor';
  amount: string;
  factor: string;
  note: string;
}

export type PlanField = 'scope' | 'title' | 'start' | 'end' | 'amount' | 'factor' | 'note';
export type PlanFault = 'scope' | 'title' | 'tooLong' | 'time' | 'order' | 'length' | 'amount' | 'factor';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MAX_TITLE = 200;
const MAX_NOTE = 2_000;
const MAX_DAYS = 366;
const MAX_AMOUNT = 1e12;
const MAX_FACTOR = 1_000;

/** The order in which fields are read; the first one with a fault gets the focus. */
export const planFields: readonly PlanField[] = ['title', 'scope', 'start', 'end', 'amount', 'factor', 'note'];

/** A new plan begins with the next full hour and lasts a day. */
export function newDraft(now: number, scope: string | null): PlanDraft {
  const start = Math.floor(now / HOUR) * HOUR + HOUR;
  return { scope, title: '', start: toLocal(start), end: toLocal(start + DAY), measure: 'amount', amount: '', factor: '', note: '' };
}

export function draftOf(plan: PlannedEvent): PlanDraft {
  return {
    scope: plan.scope.key, title: plan.title, start: toLocal(Date.parse(plan.start)), end: toLocal(Date.parse(plan.end)),
    measure: 'amount', amount: String(plan.extraCost), factor: '', note: plan.note ?? '',
  };
}

/** What is wrong, by field; empty when the draft can be sent. */
export function planFaults(draft: PlanDraft): Partial<Record<PlanField, PlanFault>> {
  const faults: Partial<Record<PlanField, PlanFault>> = {};
  const [start, end] = [Date.parse(draft.start), Date.parse(draft.end)];
  if (draft.scope === null) faults.scope = 'scope';
  if (draft.title.trim() === '') faults.title = 'title';
  else if (draft.title.trim().length > MAX_TITLE) faults.title = 'tooLong';
  if (Number.isNaN(start)) faults.start = 'time';
  if (Number.isNaN(end)) faults.end = 'time';
  else if (end <= start) faults.end = 'order';
  else if (end - start > MAX_DAYS * DAY) faults.end = 'length';
  const amount = readNumber(draft.amount);
  const factor = readNumber(draft.factor);
  if (draft.measure === 'amount' && (amount === null || amount === 0 || Math.abs(amount) > MAX_AMOUNT)) faults.amount = 'amount';
  if (draft.measure === 'factor' && (factor === null || factor === 1 || factor < 0 || factor > MAX_FACTOR)) faults.factor = 'factor';
  if (draft.note.trim().length > MAX_NOTE) faults.note = 'tooLong';
  return faults;
}

/** The request that a draft without faults makes. */
export function planRequest(draft: PlanDraft): PlannedEventRequest {
  return {
    scope: draft.scope, title: draft.title.trim(), start: new Date(draft.start).toISOString(), end: new Date(draft.end).toISOString(),
    extraCost: draft.measure === 'amount' ? readNumber(draft.amount) : null,
    factor: draft.measure === 'factor' ? readNumber(draft.factor) : null,
    note: draft.note.trim() === '' ? null : draft.note.trim(),
  };
}
