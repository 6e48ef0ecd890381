import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '@/api/client';

interface Place {
  scope: string;
  /** First UTC day. */
  from: string;
  /** The UTC day after the last. */
  to: string;
}

export const valueQuery = ({ scope, from, to }: Place) =>
  queryOptions({
    queryKey: ['value', scope, { from, to }],
    queryFn: ({ signal }) => request('get', '/api/v1/value', { query: { scope, from, to }, signal }),
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  });
