import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { Dimension } from '@/url/dimensions';
import type { Filter } from '@/url/filters';
import type { ExploreStep, Metric } from '../model/explore-state';

const SLOW = 60_000;
const FRESH = 30_000;

export interface ExploreInput {
  scope: string;
  from: string;
  to: string;
  step: ExploreStep;
  group: readonly Dimension[];
  filter: readonly Filter[];
  metric: Metric;
  compare: boolean;
  limit: number;
}

/** As the server takes them; one parameter for each filter. */
function parameters({ scope, from, to, step, group, filter, metric, compare, limit }: ExploreInput) {
  return {
    scope, from, to, granularity: step, group_by: group.join(','), metric, limit: String(limit), compare: compare ? 'previous' : 'none',
    filter: filter.map((one) => `${one.isExcluded ? '!' : ''}${one.dimension}:${one.value}`),
  };
}

export const exploreQuery = (input: ExploreInput) =>
  queryOptions({
    queryKey: ['explore', input],
    queryFn: ({ signal }) => request('get', '/api/v1/explore', { query: parameters(input), signal }),
    refetchInterval: SLOW,
    placeholderData: keepPreviousData,
  });

/** Where the server gives the same answer as a file. */
export function exploreCsvAddress(input: ExploreInput): string {
  const { filter, ...rest } = parameters(input);
  const search = new URLSearchParams(Object.entries(rest).filter(([, value]) => value !== ''));
  filter.forEach((one) => search.append('filter', one));
  return `/api/v1/explore.csv?${search.toString()}`;
}

export const dimensionValuesQuery = (input: { scope: string; from: string; to: string; dimension: Dimension; search: string }) =>
  queryOptions({
    queryKey: ['explore-values', input],
    queryFn: ({ signal }) => request('get', '/api/v1/explore/values', { query: { ...input, limit: '50' }, signal }),
    placeholderData: keepPreviousData,
    staleTime: FRESH,
  });

export const viewsQuery = () =>
  queryOptions({ queryKey: ['views'], queryFn: ({ signal }) => request('get', '/api/v1/views', { signal }), staleTime: FRESH });
