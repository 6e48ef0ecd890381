import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { SavedViewRequest } from './types';

/** Keeps a view, or changes the one of an id. */
export function useSaveView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, view }: { id: string | null; view: SavedViewRequest }) =>
      id === null ? request('post', '/api/v1/views', { body: view }) : request('put', '/api/v1/views/{id}', { path: { id }, body: view }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['views'] }),
  });
}

export function useRemoveView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request('delete', '/api/v1/views/{id}', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['views'] }),
  });
}
