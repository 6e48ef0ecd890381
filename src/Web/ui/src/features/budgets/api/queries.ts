import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { ReservationState } from './types';

const CALM = 20_000;
/** Reservations come and go within seconds. */
const BUSY = 5_000;

export const budgetsQuery = () =>
  queryOptions({
    queryKey: ['budgets'],
    queryFn: ({ signal }) => request('get', '/api/v1/budgets', { signal }),
    refetchInterval: CALM,
  });

export const budgetQuery = (id: string) =>
  queryOptions({
    queryKey: ['budget', id],
    queryFn: ({ signal }) => request('get', '/api/v1/budgets/{id}', { path: { id }, signal }),
    refetchInterval: BUSY,
  });

export const reservationsQuery = (id: string, state: ReservationState | 'all') =>
  queryOptions({
    queryKey: ['budget', id, 'reservations', state],
    queryFn: ({ signal }) => request('get', '/api/v1/budgets/{id}/reservations', { path: { id }, query: { state: state === 'all' ? undefined : state, limit: 200 }, signal }),
    refetchInterval: BUSY,
    placeholderData: keepPreviousData,
  });

/** Requests for larger budgets that nobody has answered. */
export const openRequestsQuery = () =>
  queryOptions({
    queryKey: ['budget-requests'],
    queryFn: ({ signal }) => request('get', '/api/v1/budget-requests', { query: { state: 'pending' }, signal }),
    refetchInterval: CALM,
  });

export const budgetRequestsQuery = (id: string) =>
  queryOptions({
    queryKey: ['budget-requests', id],
    queryFn: ({ signal }) => request('get', '/api/v1/budgets/{id}/requests', { path: { id }, signal }),
    refetchInterval: CALM,
  });
