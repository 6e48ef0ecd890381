import { scopeNames } from '@/url/scope-path';
import type { Assignment, Effect, Rule } from '../api/types';

export const assignmentFields = ['team', 'project', 'resource', 'experiment', 'feature', 'customer'] as const;
export type AssignmentField = (typeof assignmentFields)[number];

/** What a rule sets, in the order of the fields. */
export const assigned = (assign: Assignment): [AssignmentField, string][] =>
  assignmentFields.flatMap((field) => (assign[field] === undefined || assign[field] === null || assign[field] === '' ? [] : [[field, assign[field]] as [AssignmentField, string]]));

export type RuleState = 'holds' | 'ahead' | 'ended';

/** Whether a rule holds for what is charged on a UTC day. */
export function ruleState({ effectiveFrom, effectiveUntil }: Rule, today: string): RuleState {
  if (typeof effectiveUntil === 'string' && effectiveUntil <= today) return 'ended';
  return typeof effectiveFrom === 'string' && effectiveFrom > today ? 'ahead' : 'holds';
}

/** The rule switched off from a day on; what was charged before keeps its place. Null where it had not begun by then. */
export function endedOn(rule: Rule, today: string): Rule | null {
  return typeof rule.effectiveFrom === 'string' && rule.effectiveFrom >= today ? null : { ...rule, effectiveUntil: today };
}

/** The rules with one moved to another place; as they were where there is no such place. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  if (from < 0 || from >= items.length || to < 0 || to >= items.length) return [...items];
  const next = [...items];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/** An id of letters, digits and dashes that no other rule has. */
export function freeId(name: string, taken: readonly string[]): string {
  const slug = name.toLowerCase().replace(/[^a-z0-9._]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 56) || 'rule';
  const known = new Set(taken.map((id) => id.toLowerCase()));
  for (let n = 1; ; n++) {
    const id = n === 1 ? slug : `${slug}-${n}`;
    if (!known.has(id)) return id;
  }
}

export interface MoveLine {
  /** The first day of the month. */
  month: string;
  /** Names of the places, outside in; null for the rest of a long list. */
  from: string[] | null;
  to: string[] | null;
  cost: number;
  records: number;
}

/** What an effect moves between teams, dearest first; within a team between its projects. */
export function moveLines(effect: Effect): MoveLine[] {
  const lines = new Map<string, MoveLine>();
  for (const move of effect.moves) {
    const [from, to] = [move.from, move.to].map((key) => (key === null ? null : scopeNames(key) ?? [key]));
    const isInside = from !== null && to !== null && from?.[0] === to?.[0];
    const place = (names: readonly string[] | null | undefined) => (names === null || names === undefined ? null : isInside ? [...names] : names.slice(0, 1));
    const [a, b] = [place(from), place(to)];
    const key = JSON.stringify([move.month, a, b]);
    const line = lines.get(key) ?? { month: move.month, from: a, to: b, cost: 0, records: 0 };
    line.cost += move.cost.effective ?? 0;
    line.records += move.records;
    lines.set(key, line);
  }
  return [...lines.values()].sort((x, y) => Math.abs(y.cost) - Math.abs(x.cost) || (x.month < y.month ? 1 : -1));
}

/** How far a job is, 0 to 1; null while the whole is not known. */
export function progress({ recordsRead, recordsTotal }: { recordsRead?: number; recordsTotal?: number }): number | null {
  return recordsTotal === undefined || recordsTotal <= 0 ? null : Math.min(1, (recordsRead ?? 0) / recordsTotal);
}

export const utcDay = (instant: number) => new Date(instant).toISOString().slice(0, 10);

/** The first day of the month before the one that holds an instant: what is still talked about. */
export function lastMonthStart(now: number): string {
  const at = new Date(now);
  return utcDay(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1, 1));
}
