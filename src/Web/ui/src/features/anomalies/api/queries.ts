import { queryOptions } from '@tanstack/react-query';
import { request } from '@/api/client';

/** An incident with what was done and told about it. */
export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: ['incident', id],
    queryFn: ({ signal }) => request('get', '/api/v1/alerts/{id}', { path: { id }, signal }),
    refetchInterval: 30_000,
  });
