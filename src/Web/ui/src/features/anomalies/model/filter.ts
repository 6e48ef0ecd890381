import type { AnomalyKind, Incident, Severity } from '@/api/types';
import { choice, optional, text, type Fields } from '@/url/search-state';

export const kinds = ['spike', 'levelShift', 'daySurge', 'burnRate', 'leak', 'silence', 'drop', 'flatline', 'billDrift'] as const satisfies readonly AnomalyKind[];
export const severities = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];

export interface InboxState {
  state: 'all' | 'open';
  scope: string | null;
  kind: (typeof kinds)[number] | null;
  severity: (typeof severities)[number] | null;
}

export const inboxFields: Fields<InboxState> = {
  state: choice(['all', 'open'], 'all'),
  scope: text(/^(team|project|resource):.+$/),
  kind: optional(kinds),
  severity: optional(severities),
};

/** Kind and severity are those of the cause. Scope and state are asked of the server. */
export function filterIncidents(items: readonly Incident[], filter: Pick<InboxState, 'kind' | 'severity'>): Incident[] {
  return items.filter((incident) =>
    (filter.kind === null || incident.cause.kind === filter.kind) && (filter.severity === null || incident.cause.severity === filter.severity));
}

/** The scopes above the cause that felt it, each once. */
export function widerScopes(incident: Incident): string[] {
  return [...new Set(incident.impact.map((anomaly) => anomaly.scope.key))].filter((key) => key !== incident.cause.scope.key);
}
