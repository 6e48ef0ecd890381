import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { FeedbackVerdict } from '@/api/types';

interface Word {
  anomaly: string;
  verdict: FeedbackVerdict;
  note: string | null;
}

/** Says a word on an anomaly; a later one replaces it. */
export function useGiveFeedback() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ anomaly, verdict, note }: Word) => request('put', '/api/v1/anomalies/{id}/feedback', { path: { id: anomaly }, body: { verdict, note } }),
    onSuccess: () => refresh(client),
  });
}

/** Takes the word back, with all it changed. */
export function useTakeBackFeedback() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (anomaly: string) => request('delete', '/api/v1/anomalies/{id}/feedback', { path: { id: anomaly } }),
    onSuccess: () => refresh(client),
  });
}

function refresh(client: QueryClient): Promise<unknown> {
  return Promise.all(['anomaly', 'anomalies', 'incidents', 'sensitivity'].map((key) => client.invalidateQueries({ queryKey: [key] })));
}
