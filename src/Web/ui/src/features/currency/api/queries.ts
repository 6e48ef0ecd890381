import { queryOptions } from '@tanstack/react-query';
import { request } from '@/api/client';

export const currencyQuery = () =>
  queryOptions({ queryKey: ['currency'], queryFn: ({ signal }) => request('get', '/api/v1/currency', { signal }), refetchInterval: 60_000 });
