import type { Source } from '@/api/types';

/** UTC days, both included. */
export interface BackfillDraft {
  from: string;
  to: string;
}

const DAY = 86_400_000;
const utcDay = (instant: number) => new Date(instant).toISOString().slice(0, 10);

/** The last 30 days, but nothing before the source begins. */
export function newBackfill(source: Pick<Source, 'since'>, now: number): BackfillDraft {
  return { from: utcDay(Math.max(now - 30 * DAY, Math.min(Date.parse(source.since), now))), to: utcDay(now) };
}

export function backfillFault(draft: BackfillDraft, now: number): { field: 'from' | 'to'; word: 'day' | 'order' | 'future' } | null {
  const [from, to] = [Date.parse(draft.from), Date.parse(draft.to)];
  if (Number.isNaN(from)) return { field: 'from', word: 'day' };
  if (from > now) return { field: 'from', word: 'future' };
  if (Number.isNaN(to)) return { field: 'to', word: 'day' };
  return to < from ? { field: 'to', word: 'order' } : null;
}

/** As the server takes it: the end not included, absent for now. */
export function backfillRequest({ from, to }: BackfillDraft, now: number): { from: string; to: string | null } {
  const end = Date.parse(to) + DAY;
  return { from: `${from}T00:00:00Z`, to: Number.isNaN(end) || end > now ? null : new Date(end).toISOString() };
}
