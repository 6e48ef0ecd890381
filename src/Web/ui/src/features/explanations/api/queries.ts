import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { Comparison } from '../model/month';

const SLOW = 120_000;

/** Why one period of a scope cost something else than another. */
export const explanationQuery = (scope: string, { from, to, baselineFrom, baselineTo }: Comparison) =>
  queryOptions({
    queryKey: ['explanation', scope, from, to, baselineFrom, baselineTo],
    queryFn: ({ signal }) => request('get', '/api/v1/explanations', { query: { scope, from, to, baselineFrom, baselineTo }, signal }),
    refetchInterval: SLOW,
    placeholderData: keepPreviousData,
  });
