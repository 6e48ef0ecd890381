import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { BudgetRequest } from './types';

/** Makes a budget, or changes the one of an id; gives it as it is now. */
export function useSaveBudget() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, budget }: { id: string | null; budget: BudgetRequest }) =>
      id === null ? request('post', '/api/v1/budgets', { body: budget }) : request('put', '/api/v1/budgets/{id}', { path: { id }, body: budget }),
    onSuccess: () => refresh(client),
  });
}

export function useRemoveBudget() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request('delete', '/api/v1/budgets/{id}', { path: { id } }),
    onSuccess: (_, id) => {
      client.removeQueries({ queryKey: ['budget', id] });
      return refresh(client, ['budgets', 'budget-requests', 'summary', 'children']);
    },
  });
}

interface Asked {
  id: string;
  amount: number;
  reason: string;
  until: string | null;
}

export function useAskIncrease() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, amount, reason, until }: Asked) => request('post', '/api/v1/budgets/{id}/requests', { path: { id }, body: { amount, reason, until, by: null } }),
    onSuccess: () => refresh(client),
  });
}

export type Answer = 'approve' | 'decline';

interface Decision {
  budget: string;
  id: string;
  answer: Answer;
  comment: string | null;
  until: string | null;
}

export function useDecideIncrease() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ budget, id, answer, comment, until }: Decision) => {
      const input = { path: { id: budget, request: id }, body: { comment, until } };
      return answer === 'approve'
        ? request('post', '/api/v1/budgets/{id}/requests/{request}/approve', input)
        : request('post', '/api/v1/budgets/{id}/requests/{request}/decline', input);
    },
    onSettled: () => refresh(client),
  });
}

function refresh(client: QueryClient, keys = ['budgets', 'budget', 'budget-requests', 'summary', 'children']): Promise<unknown> {
  return Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })));
}
