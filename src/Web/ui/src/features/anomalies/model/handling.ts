import type { Anomaly, Delivery, Incident, IncidentHandling, IncidentHistory } from '@/api/types';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MORNING = 9;
const MAX_DAYS = 31;

export const snoozeChoices = ['hour', 'fourHours', 'tomorrow'] as const;
export type SnoozeChoice = (typeof snoozeChoices)[number];

/** Until when an incident is put off; tomorrow is nine o'clock of the reader's next day. */
export function snoozeUntil(choice: SnoozeChoice, now: number): Date {
  if (choice === 'hour') return new Date(now + HOUR);
  if (choice === 'fourHours') return new Date(now + 4 * HOUR);
  const next = new Date(now);
  next.setDate(next.getDate() + 1);
  next.setHours(MORNING, 0, 0, 0);
  return next;
}

/** Why a time of the reader's own is not taken; null when it is. */
export function snoozeFault(text: string, now: number): 'time' | 'past' | 'far' | null {
  const at = Date.parse(text);
  if (Number.isNaN(at)) return 'time';
  if (at <= now) return 'past';
  return at > now + MAX_DAYS * 24 * HOUR ? 'far' : null;
}

export const isSnoozed = ({ snoozedUntil }: Pick<IncidentHandling, 'snoozedUntil'>, now: number) => snoozedUntil !== null && Date.parse(snoozedUntil) > now;

/** What each hour of waiting costs, as the texts say it: what is spent beyond the expected, by the hour. Null when it is over, or the spend is unknown. */
export function waitingPerHour({ state, kind, excess, start, end }: Pick<Anomaly, 'state' | 'kind' | 'excess' | 'start' | 'end'>): number | null {
  if (state !== 'open' || kind === 'silence' || kind === 'flatline' || kind === 'billDrift' || excess <= 0) return null;
  return excess / Math.max(1 / 60, (Date.parse(end) - Date.parse(start)) / HOUR);
}

/** Where an incident stands, with what putting it off means. */
export type Standing = 'open' | 'acknowledged' | 'snoozed' | 'resolved';

export function standing(incident: Incident, now: number): Standing {
  if (incident.state !== 'resolved' && isSnoozed(incident.handling, now)) return 'snoozed';
  return incident.state;
}

/** It was taken away or became a part of another: nobody can open it again. */
export const canReopen = ({ state, handling }: Incident) => state === 'resolved' && handling.outcome !== 'withdrawn' && handling.outcome !== 'merged';

/** What is written in the history, as far as it has words of its own. */
export const deeds = ['acknowledged', 'assigned', 'commented', 'snoozed', 'resolved', 'expected', 'dismissed', 'reopened', 'escalated'] as const;
export type Deed = (typeof deeds)[number];

export function deedOf({ action }: Pick<IncidentHistory, 'action'>): Deed | null {
  return deeds.find((deed) => action === `incident.${deed}`) ?? null;
}

/** How many messages stand where. */
export function countDeliveries(deliveries: readonly Delivery[]): { delivered: number; waiting: number; dead: number } {
  const count = (state: Delivery['state']) => deliveries.filter((delivery) => delivery.state === state).length;
  return { delivered: count('delivered'), waiting: count('waiting'), dead: count('dead') };
}
