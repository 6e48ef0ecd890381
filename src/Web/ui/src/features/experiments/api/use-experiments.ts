import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { ExperimentRequest } from './types';

export function useStartExperiment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (experiment: ExperimentRequest) => request('post', '/api/v1/experiments', { body: experiment }),
    onSuccess: () => refresh(client),
  });
}

export function useReportMetric() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name, value }: { id: string; name: string; value: number }) => request('post', '/api/v1/experiments/{id}/metrics', { path: { id }, body: { name, value } }),
    onSuccess: () => refresh(client),
  });
}

export function useEndExperiment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, state, outcome }: { id: string; state: 'finished' | 'stopped'; outcome: string | null }) =>
      request('post', '/api/v1/experiments/{id}/end', { path: { id }, body: { state, outcome } }),
    onSettled: () => refresh(client),
  });
}

function refresh(client: QueryClient): Promise<unknown> {
  return Promise.all(['experiments', 'experiment', 'experiment-comparison', 'budgets'].map((key) => client.invalidateQueries({ queryKey: [key] })));
}
