import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '@/api/client';

/** Costs are live while something runs. */
const LIVE = 5_000;
const CALM = 20_000;

export const experimentsQuery = () =>
  queryOptions({
    queryKey: ['experiments'],
    queryFn: ({ signal }) => request('get', '/api/v1/experiments', { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some((item) => item.state === 'running') === true ? LIVE : CALM),
  });

export const experimentQuery = (id: string) =>
  queryOptions({
    queryKey: ['experiment', id],
    queryFn: ({ signal }) => request('get', '/api/v1/experiments/{id}', { path: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.experiment.state === 'running' ? LIVE : CALM),
  });

/** Experiments by cost per unit of a metric; by cost alone without one. */
export const comparisonQuery = (ids: readonly string[], metric: string | null) =>
  queryOptions({
    queryKey: ['experiment-comparison', ids, metric],
    queryFn: ({ signal }) => request('get', '/api/v1/experiments/compare', { query: { ids: ids.join(','), metric: metric ?? undefined }, signal }),
    enabled: ids.length > 0,
    refetchInterval: CALM,
    placeholderData: keepPreviousData,
  });
