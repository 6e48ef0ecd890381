import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { ShowbackMetric } from './types';

const SLOW = 60_000;

/** Without a team of all of them, which only those get who see the organization. */
export const showbackQuery = (period: string, metric: ShowbackMetric, team: string | null) =>
  queryOptions({
    queryKey: ['showback', period, metric, team],
    queryFn: ({ signal }) => request('get', '/api/v1/showback', { query: { period, metric, team: team ?? undefined }, signal }),
    refetchInterval: SLOW,
    placeholderData: keepPreviousData,
  });

/** Where the server gives the same report as a file or a page. */
export function showbackAddress(form: 'csv' | 'focus' | 'print', input: { period: string; team: string | null; metric: ShowbackMetric; language: string }): string {
  const search = new URLSearchParams({ period: input.period });
  if (input.team !== null) search.set('team', input.team);
  if (form === 'print') {
    search.set('metric', input.metric);
    search.set('lang', input.language);
  }
  return `/api/v1/showback/${form}?${search.toString()}`;
}
