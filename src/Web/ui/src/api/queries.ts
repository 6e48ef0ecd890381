import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from './client';
import { newerSummary } from './newer';
import type { Granularity, GroupBy, Source, Summary } from './types';

/** How often the server is asked again for what the live hub does not send. */
const SLOW = 60_000;
const CALM = 20_000;
const BUSY = 2_000;

export const metaQuery = () =>
  queryOptions({ queryKey: ['meta'], queryFn: ({ signal }) => request('get', '/api/v1/meta', { signal }), staleTime: Infinity });

export const summaryQuery = (scope: string) =>
  queryOptions({
    queryKey: ['summary', scope],
    queryFn: ({ signal }) => request('get', '/api/v1/summary', { query: { scope }, signal }),
    // A refetch that left before a live message and came back after it must not turn the figures back.
    structuralSharing: (previous, next) => newerSummary(previous as Summary | undefined, next as Summary),
  });

export const childrenQuery = (scope: string, limit = 200) =>
  queryOptions({
    queryKey: ['children', scope, limit],
    queryFn: ({ signal }) => request('get', '/api/v1/children', { query: { scope, limit }, signal }),
    refetchInterval: CALM,
  });

export interface CostsInput {
  scope: string;
  from: string;
  to: string;
  granularity: Granularity;
  groupBy: GroupBy;
}

export const costsQuery = ({ scope, from, to, granularity, groupBy }: CostsInput) =>
  queryOptions({
    queryKey: ['costs', scope, { from, to, granularity, groupBy }],
    queryFn: ({ signal }) => request('get', '/api/v1/costs', { query: { scope, from, to, granularity, group_by: groupBy }, signal }),
    refetchInterval: granularity === 'minute' ? CALM : SLOW,
    placeholderData: keepPreviousData,
  });

export const bandQuery = (scope: string) =>
  queryOptions({
    queryKey: ['band', scope],
    queryFn: ({ signal }) => request('get', '/api/v1/band', { query: { scope }, signal }),
    refetchInterval: SLOW,
  });

export const forecastQuery = (scope: string, granularity: 'hour' | 'day', horizon?: number) =>
  queryOptions({
    queryKey: ['forecast', scope, granularity, horizon ?? null],
    queryFn: ({ signal }) => request('get', '/api/v1/forecasts', { query: { scope, granularity, horizon }, signal }),
    refetchInterval: SLOW,
    placeholderData: keepPreviousData,
  });

export const anomaliesQuery = (scope: string, from: string) =>
  queryOptions({
    queryKey: ['anomalies', scope, from],
    queryFn: ({ signal }) => request('get', '/api/v1/anomalies', { query: { scope, exact: true, from, limit: 200 }, signal }),
    refetchInterval: SLOW,
    placeholderData: keepPreviousData,
  });

export const anomalyQuery = (id: string) =>
  queryOptions({
    queryKey: ['anomaly', id],
    queryFn: ({ signal }) => request('get', '/api/v1/anomalies/{id}', { path: { id }, signal }),
    refetchInterval: SLOW,
  });

export interface IncidentFilter {
  scope: string | null;
  open: boolean;
}

export const incidentsQuery = (filter: IncidentFilter) =>
  queryOptions({
    queryKey: ['incidents', filter],
    queryFn: ({ signal }) => request('get', '/api/v1/alerts', { query: { scope: filter.scope ?? undefined, open: filter.open, limit: 200 }, signal }),
    refetchInterval: SLOW,
    placeholderData: keepPreviousData,
  });

/** Planned events that concern a scope and end after a time; without one, all of them. */
export const plannedEventsQuery = (scope: string, from?: string) =>
  queryOptions({
    queryKey: ['planned-events', scope, from ?? null],
    queryFn: ({ signal }) => request('get', '/api/v1/planned-events', { query: { scope, from }, signal }),
    refetchInterval: SLOW,
    placeholderData: keepPreviousData,
  });

export const sensitivityQuery = (scope: string) =>
  queryOptions({
    queryKey: ['sensitivity', scope],
    queryFn: ({ signal }) => request('get', '/api/v1/scopes/sensitivity', { query: { scope }, signal }),
    refetchInterval: SLOW,
  });

export const recordsQuery = (scope: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['records', scope, from, to],
    queryFn: ({ signal }) => request('get', '/api/v1/records', { query: { scope, from, to, limit: 200 }, signal }),
  });

export const unpricedQuery = () =>
  queryOptions({
    queryKey: ['unpriced'],
    queryFn: ({ signal }) => request('get', '/api/v1/unpriced', { signal }),
    refetchInterval: SLOW,
  });

/** Scopes whose name holds the text; without a text, the teams. */
/** Scopes whose names hold what is searched; without a search those directly below the one where the reader's pages begin. */
export const scopesQuery = (search: string, home: string) =>
  queryOptions({
    queryKey: ['scopes', search, home],
    queryFn: ({ signal }) => request('get', '/api/v1/scopes', { query: search === '' ? { parent: home, limit: 200 } : { search, limit: 500 }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const sourceKindsQuery = () =>
  queryOptions({ queryKey: ['source-kinds'], queryFn: ({ signal }) => request('get', '/api/v1/source-kinds', { signal }), staleTime: Infinity });

/** Whether a source is about to change: it is read for the first time, is due, or a backfill runs. */
function isMoving({ isPaused, state }: Source): boolean {
  const isDue = state.nextRunAt === null || Date.parse(state.nextRunAt) <= Date.now();
  return !isPaused && (isDue || (state.backfill !== null && state.backfill.finishedAt === null));
}

export const sourcesQuery = () =>
  queryOptions({
    queryKey: ['sources'],
    queryFn: ({ signal }) => request('get', '/api/v1/sources', { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isMoving) === true ? BUSY : CALM),
  });

export const sourceQuery = (id: string) =>
  queryOptions({
    queryKey: ['source', id],
    queryFn: ({ signal }) => request('get', '/api/v1/sources/{id}', { path: { id }, signal }),
    refetchInterval: ({ state }) => (state.data !== undefined && isMoving(state.data) ? BUSY : CALM),
  });

/** Estimates against bills of UTC days, the end not included. */
export const driftQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['drift', from, to],
    queryFn: ({ signal }) => request('get', '/api/v1/sources/drift', { query: { from, to }, signal }),
    refetchInterval: SLOW,
    placeholderData: keepPreviousData,
  });

export const coverageQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['coverage', from, to],
    queryFn: ({ signal }) => request('get', '/api/v1/sources/coverage', { query: { from, to }, signal }),
    refetchInterval: SLOW,
    placeholderData: keepPreviousData,
  });
