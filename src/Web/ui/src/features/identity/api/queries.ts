import { queryOptions } from '@tanstack/react-query';
import { request } from '@/api/client';

const CALM = 20_000;

export const usersQuery = () =>
  queryOptions({ queryKey: ['users'], queryFn: ({ signal }) => request('get', '/api/v1/users', { signal }), refetchInterval: CALM });

export const tokensQuery = () =>
  queryOptions({ queryKey: ['tokens'], queryFn: ({ signal }) => request('get', '/api/v1/tokens', { signal }), refetchInterval: CALM });
