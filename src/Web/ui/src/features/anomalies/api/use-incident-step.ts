import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { Incident } from '@/api/types';
import { applyIncident } from '../live';

/** What a person does about an incident. */
export type IncidentStep =
  | { deed: 'acknowledge' | 'resolve' | 'reopen' }
  | { deed: 'assign'; assignee: string | null }
  | { deed: 'snooze'; until: Date }
  | { deed: 'comment'; text: string; key: string };

function take(id: string, step: IncidentStep): Promise<Incident> {
  const path = { id };
  if (step.deed === 'assign') return request('post', '/api/v1/alerts/{id}/assign', { path, body: { assignee: step.assignee } });
  if (step.deed === 'snooze') return request('post', '/api/v1/alerts/{id}/snooze', { path, body: { until: step.until.toISOString(), minutes: null } });
  if (step.deed === 'comment') return request('post', '/api/v1/alerts/{id}/comment', { path, body: { text: step.text, key: step.key } });
  if (step.deed === 'acknowledge') return request('post', '/api/v1/alerts/{id}/acknowledge', { path, body: { note: null } });
  if (step.deed === 'resolve') return request('post', '/api/v1/alerts/{id}/resolve', { path, body: { note: null } });
  return request('post', '/api/v1/alerts/{id}/reopen', { path, body: { note: null } });
}

/** Takes a step; the answer replaces the incident in every list at once. */
export function useIncidentStep() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, step }: { id: string; step: IncidentStep }) => take(id, step),
    onSuccess: (incident) => applyIncident(client, incident),
  });
}

/** The same step on several, one after another; says which of them could not be taken. */
export function useIncidentSteps() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ ids, step }: { ids: readonly string[]; step: IncidentStep }) => {
      const failed: string[] = [];
      for (const id of ids) {
        try {
          applyIncident(client, await take(id, step));
        } catch {
          failed.push(id);
        }
      }
      return { done: ids.length - failed.length, failed };
    },
  });
}
