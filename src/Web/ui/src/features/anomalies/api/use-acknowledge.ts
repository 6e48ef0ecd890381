import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import { applyIncident } from '../live';

/** Takes an incident; the answer replaces it in every list at once. */
export function useAcknowledge() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request('post', '/api/v1/alerts/{id}/acknowledge', { path: { id } }),
    onSuccess: (incident) => applyIncident(client, incident),
  });
}
