import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { SourceRequest, SourceTestRequest } from '@/api/types';

/** Adds a source, or changes the one of an id; gives it as it is now. */
export function useSaveSource() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, source }: { id: string | null; source: SourceRequest }) =>
      id === null
        ? request('post', '/api/v1/sources', { body: source })
        : request('put', '/api/v1/sources/{id}', { path: { id }, body: source }),
    onSuccess: () => refresh(client),
  });
}

export function useRemoveSource() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request('delete', '/api/v1/sources/{id}', { path: { id } }),
    onSuccess: (_, id) => {
      client.removeQueries({ queryKey: ['source', id] });
      return client.invalidateQueries({ queryKey: ['sources'] });
    },
  });
}

export type SourceDeed = 'pause' | 'resume' | 'read';

export function useSourceDeed() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, deed }: { id: string; deed: SourceDeed }) => {
      if (deed === 'pause') return request('post', '/api/v1/sources/{id}/pause', { path: { id } });
      return deed === 'resume' ? request('post', '/api/v1/sources/{id}/resume', { path: { id } }) : request('post', '/api/v1/sources/{id}/read', { path: { id } });
    },
    onSuccess: () => refresh(client),
  });
}

export function useBackfillSource() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, from, to }: { id: string; from: string; to: string | null }) =>
      request('post', '/api/v1/sources/{id}/backfill', { path: { id }, body: { from, to } }),
    onSuccess: () => refresh(client),
  });
}

/** Changes nothing on the server. */
export function useTestSource() {
  return useMutation({ mutationFn: (source: SourceTestRequest) => request('post', '/api/v1/sources/test', { body: source }) });
}

function refresh(client: QueryClient): Promise<unknown> {
  return Promise.all(['sources', 'source'].map((key) => client.invalidateQueries({ queryKey: [key] })));
}
