import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { ChangeRequest } from '@/api/types';

export function useTellChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: ChangeRequest) => request('post', '/api/v1/changes', { body: change }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['changes'] }),
  });
}

export function useRemoveChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request('delete', '/api/v1/changes/{id}', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['changes'] }),
  });
}
