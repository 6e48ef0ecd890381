import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { ChannelRequest, RouteRequest } from './types';

/** Adds a channel, or changes the one of an id; gives it as it is now. */
export function useSaveChannel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, channel }: { id: string | null; channel: ChannelRequest }) =>
      id === null
        ? request('post', '/api/v1/channels', { body: channel })
        : request('put', '/api/v1/channels/{id}', { path: { id }, body: channel }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['channels'] }),
  });
}

export function useRemoveChannel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request('delete', '/api/v1/channels/{id}', { path: { id } }),
    onSuccess: () => Promise.all(['channels', 'routes', 'deliveries'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}

export function useEnableChannel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request('post', '/api/v1/channels/{id}/enable', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['channels'] }),
  });
}

/** Sends a test message and says what the receiver answered. */
export function useTestChannel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request('post', '/api/v1/channels/{id}/test', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['channels'] }),
  });
}

export function useSaveRoute() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, route }: { id: string | null; route: RouteRequest }) =>
      id === null
        ? request('post', '/api/v1/routes', { body: route })
        : request('put', '/api/v1/routes/{id}', { path: { id }, body: route }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['routes'] }),
  });
}

export function useRemoveRoute() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request('delete', '/api/v1/routes/{id}', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['routes'] }),
  });
}

/** Sends what was given up once more. */
export function useResend() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: readonly string[]) => request('post', '/api/v1/deliveries/resend', { body: { ids: [...ids], channel: null } }),
    onSuccess: () => Promise.all(['deliveries', 'channels'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}
