import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { PolicyRequest } from './types';

/** Adds a policy, or changes the one of an id; gives it as it is now. */
export function useSavePolicy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, policy }: { id: string | null; policy: PolicyRequest }) =>
      id === null
        ? request('post', '/api/v1/policies', { body: policy })
        : request('put', '/api/v1/policies/{id}', { path: { id }, body: policy }),
    onSuccess: () => refresh(client),
  });
}

export function useRemovePolicy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request('delete', '/api/v1/policies/{id}', { path: { id } }),
    onSuccess: (_, id) => {
      client.removeQueries({ queryKey: ['policy', id] });
      return client.invalidateQueries({ queryKey: ['policies'] });
    },
  });
}

export type PolicyDeed = 'arm' | 'disarm' | 'resume';

export function usePolicyDeed() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, deed }: { id: string; deed: PolicyDeed }) => {
      if (deed === 'arm') return request('post', '/api/v1/policies/{id}/arm', { path: { id } });
      return deed === 'disarm' ? request('post', '/api/v1/policies/{id}/disarm', { path: { id } }) : request('post', '/api/v1/policies/{id}/resume', { path: { id } });
    },
    onSuccess: () => refresh(client),
  });
}

/** Says yes or no to what a policy proposes or asks. */
export function useAnswerDecision() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, isApproved, reason }: { id: string; isApproved: boolean; reason: string }) => {
      const body = { reason: reason.trim() === '' ? null : reason.trim() };
      return isApproved
        ? request('post', '/api/v1/policy-decisions/{id}/approve', { path: { id }, body })
        : request('post', '/api/v1/policy-decisions/{id}/decline', { path: { id }, body });
    },
    // Also when it was too late: then somebody else has answered.
    onSettled: () => refresh(client),
  });
}

export function useResendDecision() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request('post', '/api/v1/policy-decisions/{id}/resend', { path: { id } }),
    onSuccess: () => refresh(client),
  });
}

function refresh(client: QueryClient): Promise<unknown> {
  return Promise.all(['policies', 'policy', 'policy-decisions'].map((key) => client.invalidateQueries({ queryKey: [key] })));
}
