import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { ScenarioRequest } from './types';

/** Keeps a scenario, or changes the one of an id; gives it as it is now. */
export function useSaveScenario() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, scenario }: { id: string | null; scenario: ScenarioRequest }) =>
      id === null ? request('post', '/api/v1/scenarios', { body: scenario }) : request('put', '/api/v1/scenarios/{id}', { path: { id }, body: scenario }),
    onSuccess: (saved) => {
      client.setQueryData(['scenario', saved.id], saved);
      return Promise.all([client.invalidateQueries({ queryKey: ['scenarios'] }), client.invalidateQueries({ queryKey: ['scenario', saved.id, 'result'] })]);
    },
  });
}

export function useRemoveScenario() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request('delete', '/api/v1/scenarios/{id}', { path: { id } }),
    onSuccess: (_, id) => {
      client.removeQueries({ queryKey: ['scenario', id] });
      return client.invalidateQueries({ queryKey: ['scenarios'] });
    },
  });
}
