import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { Job } from './types';

const SLOW = 60_000;
const CALM = 20_000;
const BUSY = 1_000;

export const isGoing = (job: Job | undefined) => job !== undefined && (job.state === undefined || job.state === 'waiting' || job.state === 'running');

export const rulesQuery = () =>
  queryOptions({ queryKey: ['attribution', 'rules'], queryFn: ({ signal }) => request('get', '/api/v1/attribution/rules', { signal }), refetchInterval: SLOW });

export const versionsQuery = () =>
  queryOptions({ queryKey: ['attribution', 'versions'], queryFn: ({ signal }) => request('get', '/api/v1/attribution/versions', { signal }) });

export const dimensionsQuery = () =>
  queryOptions({ queryKey: ['attribution-dimensions'], queryFn: ({ signal }) => request('get', '/api/v1/attribution/dimensions', { signal }), staleTime: Infinity });

export const unattributedQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['attribution', 'unattributed', from, to],
    queryFn: ({ signal }) => request('get', '/api/v1/attribution/unattributed', { query: { from, to }, signal }),
    refetchInterval: SLOW,
    placeholderData: keepPreviousData,
  });

export const jobsQuery = () =>
  queryOptions({
    queryKey: ['attribution', 'jobs'],
    queryFn: ({ signal }) => request('get', '/api/v1/attribution/jobs', { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isGoing) === true ? BUSY : CALM),
  });

/** A job until it has ended; `first` is what the request that asked for it said. */
export const jobQuery = (first: Job | null) =>
  queryOptions({
    queryKey: ['attribution-job', first?.id ?? null],
    queryFn: ({ signal }) => request('get', '/api/v1/attribution/jobs/{id}', { path: { id: first!.id }, signal }),
    enabled: first !== null,
    initialData: first ?? undefined,
    refetchInterval: ({ state }) => (isGoing(state.data) ? BUSY : false),
  });

export const sharedCostsQuery = () =>
  queryOptions({ queryKey: ['attribution', 'shared-costs'], queryFn: ({ signal }) => request('get', '/api/v1/attribution/shared-costs', { signal }), refetchInterval: SLOW });

/** How shared costs were divided on UTC days, the end not included. */
export const sharedResultQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['attribution', 'shared-result', from, to],
    queryFn: ({ signal }) => request('get', '/api/v1/attribution/shared-costs/result', { query: { from, to }, signal }),
    refetchInterval: SLOW,
    placeholderData: keepPreviousData,
  });
