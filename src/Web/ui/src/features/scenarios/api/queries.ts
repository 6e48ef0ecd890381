import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { ScenarioRequest } from './types';

const CALM = 60_000;

export const scenariosQuery = () =>
  queryOptions({ queryKey: ['scenarios'], queryFn: ({ signal }) => request('get', '/api/v1/scenarios', { signal }), refetchInterval: CALM });

export const scenarioQuery = (id: string) =>
  queryOptions({ queryKey: ['scenario', id], queryFn: ({ signal }) => request('get', '/api/v1/scenarios/{id}', { path: { id }, signal }) });

export const scenarioResultQuery = (id: string) =>
  queryOptions({ queryKey: ['scenario', id, 'result'], queryFn: ({ signal }) => request('get', '/api/v1/scenarios/{id}/result', { path: { id }, signal }), staleTime: CALM });

/** What a scenario would come to; the last answer stays while the next one is on its way. */
export const previewQuery = (body: ScenarioRequest) =>
  queryOptions({
    queryKey: ['scenario-preview', body],
    queryFn: ({ signal }) => request('post', '/api/v1/scenarios/preview', { body, signal }),
    placeholderData: keepPreviousData,
    staleTime: CALM,
  });

export const modelChoicesQuery = (scope: string) =>
  queryOptions({ queryKey: ['scenario-models', scope], queryFn: ({ signal }) => request('get', '/api/v1/scenarios/models', { query: { scope }, signal }), staleTime: CALM });
