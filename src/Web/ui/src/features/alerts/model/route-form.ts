import type { NoticeKind, Severity } from '@/api/types';
import type { Route, RouteRequest } from '../api/types';

export const noticeKinds = ['incident', 'budgetThreshold', 'budgetForecast', 'budgetRequest', 'experiment', 'policy', 'report', 'system'] as const satisfies readonly NoticeKind[];
export const routeSeverities = ['low', 'medium', 'high', 'critical'] as const satisfies readonly Severity[];
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

export interface RouteDraft {
  name: string;
  scope: string | null;
  /** Empty is all. */
  kinds: readonly NoticeKind[];
  minSeverity: Severity;
  channels: readonly string[];
  /** Empty is none. */
  role: string;
  isQuiet: boolean;
  from: string;
  to: string;
  timeZone: string;
  days: readonly Weekday[];
  criticalBreaksThrough: boolean;
  isEscalation: boolean;
  isPaused: boolean;
}

export type RouteField = 'name' | 'scope' | 'channels' | 'from' | 'to' | 'timeZone' | 'days';
export type RouteFault = 'name' | 'tooLong' | 'scope' | 'channels' | 'time' | 'zone' | 'days';

/** The order in which fields are read; the first one with a fault gets the focus. */
export const routeFields: readonly RouteField[] = ['name', 'scope', 'channels', 'from', 'to', 'timeZone', 'days'];

const MAX_NAME = 100;

/** A new route: everything from medium up, quiet at night where the reader lives once quiet hours are wanted. */
export function newRoute(timeZone: string): RouteDraft {
  return {
    name: '', scope: 'org', kinds: [], minSeverity: 'medium', channels: [], role: '', isQuiet: false, from: '22:00', to: '07:00', timeZone, days: [],
    criticalBreaksThrough: true, isEscalation: false, isPaused: false,
  };
}

export function draftOf(route: Route, timeZone: string): RouteDraft {
  const { quiet } = route;
  return {
    ...newRoute(timeZone),
    name: route.name, scope: route.scope.key, kinds: route.kinds, minSeverity: route.minSeverity, channels: route.channels, role: route.role ?? '',
    isEscalation: route.isEscalation, isPaused: route.isPaused,
    ...(quiet === null ? {} : {
      isQuiet: true, from: quiet.from ?? '00:00', to: quiet.to ?? '00:00', timeZone: quiet.timeZone ?? timeZone,
      days: weekdays.filter((day) => quiet.days?.includes(day)), criticalBreaksThrough: quiet.criticalBreaksThrough ?? true,
    }),
  };
}

/** What is wrong, by field; empty when the draft can be sent. */
export function routeFaults(draft: RouteDraft, timeZones: readonly string[]): Partial<Record<RouteField, RouteFault>> {
  const faults: Partial<Record<RouteField, RouteFault>> = {};
  if (draft.name.trim() === '') faults.name = 'name';
  else if (draft.name.trim().length > MAX_NAME) faults.name = 'tooLong';
  if (draft.scope === null) faults.scope = 'scope';
  if (draft.channels.length === 0 && draft.role === '') faults.channels = 'channels';
  if (draft.isQuiet) {
    if (!isTime(draft.from)) faults.from = 'time';
    if (!isTime(draft.to)) faults.to = 'time';
    if (!timeZones.includes(draft.timeZone)) faults.timeZone = 'zone';
    // Quiet every day is a route that is paused.
    if (draft.days.length === weekdays.length) faults.days = 'days';
  }
  return faults;
}

const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

export function routeRequest(draft: RouteDraft): RouteRequest {
  return {
    id: null, name: draft.name.trim(), scope: draft.scope, kinds: [...draft.kinds], minSeverity: draft.minSeverity, channels: [...draft.channels],
    role: draft.role === '' ? null : draft.role, isEscalation: draft.isEscalation, isPaused: draft.isPaused,
    quiet: draft.isQuiet ? { from: draft.from, to: draft.to, timeZone: draft.timeZone, days: [...draft.days], criticalBreaksThrough: draft.criticalBreaksThrough } : null,
  };
}
