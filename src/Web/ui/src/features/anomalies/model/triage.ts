import type { Incident } from '@/api/types';
import { standing, waitingPerHour } from './handling';

export interface TriageRow {
  incident: Incident;
  /** Null where waiting costs nothing that is known. */
  perHour: number | null;
}

/** What waits for somebody: what nobody has comes first, then what waiting costs most; what is put off or over is left out. */
export function triage(items: readonly Incident[], now: number): TriageRow[] {
  const rank = { critical: 3, high: 2, medium: 1, low: 0 };
  return items
    .filter((incident) => standing(incident, now) === 'open' || standing(incident, now) === 'acknowledged')
    .map((incident) => ({ incident, perHour: waitingPerHour(incident.cause) }))
    .sort((a, b) => Number(a.incident.handling.assignee !== null) - Number(b.incident.handling.assignee !== null)
      || (b.perHour ?? 0) - (a.perHour ?? 0)
      || rank[b.incident.cause.severity] - rank[a.incident.cause.severity]
      || (a.incident.id < b.incident.id ? -1 : 1));
}

/** What an hour of waiting costs in all. */
export const waitingCost = (rows: readonly TriageRow[]) => rows.reduce((sum, row) => sum + (row.perHour ?? 0), 0);
