import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { Delivery, DeliveryState } from '@/api/types';

const CALM = 20_000;
const MOST = 1_000;

export const channelKindsQuery = () =>
  queryOptions({ queryKey: ['channel-kinds'], queryFn: ({ signal }) => request('get', '/api/v1/channel-kinds', { signal }), staleTime: Infinity });

export const channelsQuery = () =>
  queryOptions({ queryKey: ['channels'], queryFn: ({ signal }) => request('get', '/api/v1/channels', { signal }), refetchInterval: CALM });

export const routesQuery = () =>
  queryOptions({ queryKey: ['routes'], queryFn: ({ signal }) => request('get', '/api/v1/routes', { signal }), refetchInterval: CALM });

/** So many deliveries are asked for at first, and so many at most. */
export const deliveriesAtFirst = 200;
export const deliveriesAtMost = MOST;

export const deliveriesQuery = (filter: { state: DeliveryState | null; channel: string | null; limit: number }) =>
  queryOptions({
    queryKey: ['deliveries', filter],
    queryFn: ({ signal }) => request('get', '/api/v1/deliveries', { query: { state: filter.state ?? undefined, channel: filter.channel ?? undefined, limit: filter.limit }, signal }),
    refetchInterval: CALM,
    placeholderData: keepPreviousData,
  });

/** The words of a delivery. A digest's notices lie in threads of their own, so they are sought among the latest. */
export const noticesQuery = ({ thread, notices }: Pick<Delivery, 'thread' | 'notices'>) =>
  queryOptions({
    queryKey: ['notices', notices],
    queryFn: async ({ signal }) => {
      const { items } = await request('get', '/api/v1/notices', { query: notices.length > 1 ? { limit: MOST } : { thread, limit: MOST }, signal });
      return items.filter(({ key }) => notices.includes(key));
    },
  });
