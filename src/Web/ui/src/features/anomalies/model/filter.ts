import type { AnomalyKind, Incident, Severity } from '@/api/types';
import { choice, optional, text, type Fields } from '@/url/search-state';
import { standing } from './handling';

export const kinds = ['spike', 'levelShift', 'daySurge', 'burnRate', 'leak', 'silence', 'drop', 'flatline', 'billDrift'] as const satisfies readonly AnomalyKind[];
export const severities = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];

/** What goes on; of that what nobody has, what somebody has, what is put off; and what is over. */
export const inboxStates = ['open', 'untaken', 'acknowledged', 'snoozed', 'over'] as const;
export type InboxStateChoice = (typeof inboxStates)[number];

/** In the address: nobody. A name begins with a letter or a figure, so that the two are never mixed up. */
export const NOBODY = '-';

export interface InboxState {
  state: 'all' | InboxStateChoice;
  scope: string | null;
  kind: (typeof kinds)[number] | null;
  severity: (typeof severities)[number] | null;
  assignee: string | null;
}

export const inboxFields: Fields<InboxState> = {
  state: choice(['all', ...inboxStates], 'all'),
  scope: text(/^(team|project|resource):.+$/),
  kind: optional(kinds),
  severity: optional(severities),
  assignee: text(/^(-|[\p{L}\p{N}].{0,99})$/u),
};

/** Kind and severity are those of the cause. The scope, and whether it goes on, are asked of the server. */
export function filterIncidents(items: readonly Incident[], filter: Omit<InboxState, 'scope'>, now: number): Incident[] {
  return items.filter((incident) =>
    (filter.kind === null || incident.cause.kind === filter.kind)
    && (filter.severity === null || incident.cause.severity === filter.severity)
    && (filter.assignee === null || incident.handling.assignee === (filter.assignee === NOBODY ? null : filter.assignee))
    && isIn(incident, filter.state, now));
}

function isIn(incident: Incident, state: InboxState['state'], now: number): boolean {
  if (state === 'all') return true;
  const stands = standing(incident, now);
  if (state === 'open') return stands !== 'resolved';
  if (state === 'over') return stands === 'resolved';
  return stands === (state === 'untaken' ? 'open' : state);
}

/** Everybody who has something, by name. */
export function assignees(items: readonly Incident[], compareNames: (a: string, b: string) => number): string[] {
  return [...new Set(items.flatMap(({ handling }) => handling.assignee ?? []))].toSorted(compareNames);
}

/** The scopes above the cause that felt it, each once. */
export function widerScopes(incident: Incident): string[] {
  return [...new Set(incident.impact.map((anomaly) => anomaly.scope.key))].filter((key) => key !== incident.cause.scope.key);
}
