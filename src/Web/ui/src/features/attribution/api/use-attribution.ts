import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { Rule, SharedCostRequest } from './types';

/** Makes a new version of the rules. Refused when somebody else changed them meanwhile. */
export function useSaveRules() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ expectedVersion, rules, note }: { expectedVersion: number; rules: Rule[]; note: string | null }) =>
      request('put', '/api/v1/attribution/rules', { body: { expectedVersion, rules, note } }),
    onSettled: () => refresh(client),
  });
}

export function useRestoreVersion() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ version, expectedVersion }: { version: number; expectedVersion: number }) =>
      request('post', '/api/v1/attribution/versions/{version}/restore', { path: { version }, body: { expectedVersion, note: null } }),
    onSettled: () => refresh(client),
  });
}

/** Asks what rules would move from a time on; changes nothing. */
export function usePreview() {
  return useMutation({ mutationFn: ({ rules, from }: { rules: Rule[]; from: string }) => request('post', '/api/v1/attribution/preview', { body: { rules, from, to: null } }) });
}

/** Restates what was recorded from a time on by the rules in use. */
export function useApplyRules() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (from: string) => request('post', '/api/v1/attribution/apply', { body: { from, to: null } }),
    onSettled: () => refresh(client),
  });
}

export function useCancelJob() {
  const client = useQueryClient();
  return useMutation({ mutationFn: (id: string) => request('delete', '/api/v1/attribution/jobs/{id}', { path: { id } }), onSettled: () => refresh(client) });
}

export function useSaveSharedCost() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, shared }: { id: string | null; shared: SharedCostRequest }) =>
      id === null ? request('post', '/api/v1/attribution/shared-costs', { body: shared }) : request('put', '/api/v1/attribution/shared-costs/{id}', { path: { id }, body: shared }),
    onSuccess: () => refresh(client),
  });
}

export function useRemoveSharedCost() {
  const client = useQueryClient();
  return useMutation({ mutationFn: (id: string) => request('delete', '/api/v1/attribution/shared-costs/{id}', { path: { id } }), onSuccess: () => refresh(client) });
}

/** Everything that hangs on where cost belongs. */
export function refresh(client: QueryClient): Promise<unknown> {
  return Promise.all(['attribution', 'attribution-job', 'showback', 'summary', 'children', 'scopes', 'coverage'].map((key) => client.invalidateQueries({ queryKey: [key] })));
}
