import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { FeedbackVerdict } from '@/api/types';

interface Word {
  anomaly: string;
  verdict: FeedbackVerdict;
  note: string | null;
  /** The incident that goes on because of it: “expected” and “noise” end it, and count for all that it was seen at. Null for none. */
  incident: string | null;
}

/** Says a word on an anomaly; a later one replaces it. */
export function useGiveFeedback() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ anomaly, verdict, note, incident }: Word) => {
      if (incident !== null && verdict === 'expected') await request('post', '/api/v1/alerts/{id}/expected', { path: { id: incident }, body: { note } });
      else if (incident !== null && verdict === 'noise') await request('post', '/api/v1/alerts/{id}/noise', { path: { id: incident }, body: { note } });
      else await request('put', '/api/v1/anomalies/{id}/feedback', { path: { id: anomaly }, body: { verdict, note } });
    },
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

/** Takes a word back wherever it was said of an incident, and opens the incident again when the word had ended it. */
export function useTakeBackVerdict() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ anomalies, reopen }: { anomalies: readonly string[]; reopen: string | null }) => {
      for (const id of anomalies) await request('delete', '/api/v1/anomalies/{id}/feedback', { path: { id } });
      if (reopen !== null) await request('post', '/api/v1/alerts/{id}/reopen', { path: { id: reopen }, body: { note: null } });
    },
    onSuccess: () => refresh(client),
  });
}

function refresh(client: QueryClient): Promise<unknown> {
  return Promise.all(['anomaly', 'anomalies', 'incident', 'incidents', 'sensitivity'].map((key) => client.invalidateQueries({ queryKey: [key] })));
}
