import type { QueryClient } from '@tanstack/react-query';
import { mergeIncident } from '@/api/newer';
import type { IncidentFilter } from '@/api/queries';
import type { Incident, IncidentList } from '@/api/types';
import { contains } from '@/url/scope-path';

/** An incident enters, changes in or leaves every cached list whose filter it meets. */
export function applyIncident(client: QueryClient, payload: unknown): void {
  const incident = payload as Incident;
  for (const [key, held] of client.getQueriesData<IncidentList>({ queryKey: ['incidents'] })) {
    if (held !== undefined) client.setQueryData<IncidentList>(key, { ...held, items: nextItems(held.items, incident, key[1] as IncidentFilter) });
  }
  void client.invalidateQueries({ queryKey: ['incident', incident.id] });
  for (const { id } of [incident.cause, ...incident.impact]) void client.invalidateQueries({ queryKey: ['anomaly', id] });
}

export function nextItems(items: readonly Incident[], incident: Incident, filter: IncidentFilter): Incident[] {
  return matches(incident, filter) ? mergeIncident(items, incident) : items.filter((item) => item.id !== incident.id);
}

function matches(incident: Incident, filter: IncidentFilter): boolean {
  if (incident.cause.state === 'retracted' || (filter.open && incident.state === 'resolved')) return false;
  return filter.scope === null || [incident.cause, ...incident.impact].some((anomaly) => contains(filter.scope!, anomaly.scope.key));
}
