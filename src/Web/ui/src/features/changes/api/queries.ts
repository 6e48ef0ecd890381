import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '@/api/client';

const SLOW = 60_000;

/** What changed around an anomaly, the nearest first. */
export const nearbyChangesQuery = (anomaly: string) =>
  queryOptions({
    queryKey: ['changes', 'around', anomaly],
    queryFn: ({ signal }) => request('get', '/api/v1/anomalies/{id}/changes', { path: { id: anomaly }, signal }),
    refetchInterval: SLOW,
  });

/** What was told of a scope in the last 30 days, the newest first. */
export const changesQuery = (scope: string) =>
  queryOptions({
    queryKey: ['changes', 'of', scope],
    queryFn: ({ signal }) => request('get', '/api/v1/changes', { query: { scope }, signal }),
    refetchInterval: SLOW,
    placeholderData: keepPreviousData,
  });
