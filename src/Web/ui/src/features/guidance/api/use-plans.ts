import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { PlannedEventRequest } from '@/api/types';

/** Adds a planned event, or changes the one of an id. */
export function useSavePlan() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, plan }: { id: string | null; plan: PlannedEventRequest }) => {
      if (id === null) await request('post', '/api/v1/planned-events', { body: plan });
      else await request('put', '/api/v1/planned-events/{id}', { path: { id }, body: plan });
    },
    onSuccess: () => refresh(client),
  });
}

export function useRemovePlan() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request('delete', '/api/v1/planned-events/{id}', { path: { id } }),
    onSuccess: () => refresh(client),
  });
}

function refresh(client: QueryClient): Promise<unknown> {
  return Promise.all(['planned-events', 'forecast', 'anomaly', 'anomalies', 'incidents', 'band'].map((key) => client.invalidateQueries({ queryKey: [key] })));
}
