import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '@/api/client';

const SLOW = 60_000;

interface Place {
  scope: string;
  /** First UTC day. */
  from: string;
  /** The UTC day after the last. */
  to: string;
}

export const efficiencyQuery = ({ scope, from, to, groupBy }: Place & { groupBy: string }) =>
  queryOptions({
    queryKey: ['efficiency', scope, { from, to, groupBy }],
    queryFn: ({ signal }) => request('get', '/api/v1/efficiency', { query: { scope, from, to, group_by: groupBy, limit: 100 }, signal }),
    refetchInterval: SLOW,
    placeholderData: keepPreviousData,
  });

export const adviceQuery = ({ scope, from, to }: Place) =>
  queryOptions({
    queryKey: ['advice', scope, { from, to }],
    queryFn: ({ signal }) => request('get', '/api/v1/efficiency/advice', { query: { scope, from, to }, signal }),
    placeholderData: keepPreviousData,
    staleTime: SLOW,
  });
