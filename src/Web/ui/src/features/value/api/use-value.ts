import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { ValueUnitRequest } from './types';

function useValueNews() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['value'] });
}

/** Sets up a unit, or changes the one of an id. */
export function useSaveUnit() {
  const onSuccess = useValueNews();
  return useMutation({
    mutationFn: ({ id, unit }: { id: string | null; unit: ValueUnitRequest }) =>
      id === null ? request('post', '/api/v1/value-units', { body: unit }) : request('put', '/api/v1/value-units/{id}', { path: { id }, body: unit }),
    onSuccess,
  });
}

export function useRemoveUnit() {
  const onSuccess = useValueNews();
  return useMutation({ mutationFn: (id: string) => request('delete', '/api/v1/value-units/{id}', { path: { id } }), onSuccess });
}

/** Sends counts as lines of day and amount, digit by digit as they were typed. */
export function useCountUnit() {
  const onSuccess = useValueNews();
  return useMutation({ mutationFn: ({ id, csv }: { id: string; csv: string }) => request('put', '/api/v1/value-units/{id}/counts', { path: { id }, csv }), onSuccess });
}

export function useTakeBackCount() {
  const onSuccess = useValueNews();
  return useMutation({
    mutationFn: ({ id, day }: { id: string; day: string }) => request('put', '/api/v1/value-units/{id}/counts', { path: { id }, body: { counts: [{ day, amount: null }] } }),
    onSuccess,
  });
}
