import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { PolicyDecisionState, PolicyRequest } from './types';

const CALM = 20_000;
const SLOW = 60_000;

export const policiesQuery = () =>
  queryOptions({ queryKey: ['policies'], queryFn: ({ signal }) => request('get', '/api/v1/policies', { signal }), refetchInterval: CALM });

export const policyQuery = (id: string) =>
  queryOptions({ queryKey: ['policy', id], queryFn: ({ signal }) => request('get', '/api/v1/policies/{id}', { path: { id }, signal }), refetchInterval: CALM });

export const decisionsQuery = (filter: { policy?: string; state?: PolicyDecisionState }) =>
  queryOptions({
    queryKey: ['policy-decisions', filter],
    queryFn: ({ signal }) => request('get', '/api/v1/policy-decisions', { query: { ...filter, limit: 100 }, signal }),
    refetchInterval: CALM,
  });

/** What a policy would have answered in the last 30 days. */
export const previewQuery = (policy: PolicyRequest | null) =>
  queryOptions({
    queryKey: ['policy-preview', policy],
    queryFn: ({ signal }) => request('post', '/api/v1/policies/preview', { body: policy!, signal }),
    enabled: policy !== null,
    placeholderData: keepPreviousData,
    staleTime: SLOW,
  });

export const verdictsQuery = () =>
  queryOptions({ queryKey: ['detector-verdicts'], queryFn: ({ signal }) => request('get', '/api/v1/detectors/verdicts', { signal }), refetchInterval: SLOW });

/** The shares of a limit at which the budgets that exist have something said, in percent. */
export const thresholdsQuery = () =>
  queryOptions({
    queryKey: ['budget-thresholds'],
    queryFn: async ({ signal }) => {
      const { items } = await request('get', '/api/v1/budgets', { signal });
      return [...new Set(items.flatMap(({ thresholds }) => thresholds))].map((share) => String(Number((share * 100).toPrecision(6))));
    },
    staleTime: SLOW,
  });
