import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import { changePassword, setUp, signIn } from '@/api/session';
import type { TokenRequest, UserRequest } from './types';

/** Adds a user, or changes the one of an id. */
export function useSaveUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, user }: { id: string | null; user: UserRequest }) =>
      id === null ? request('post', '/api/v1/users', { body: user }) : request('put', '/api/v1/users/{id}', { path: { id }, body: user }),
    // One's own roles may be among what changed.
    onSuccess: () => Promise.all(['users', 'session'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}

/** Lets a user in no longer, or again; a lockout ends with it. */
export function useLetIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, isIn }: { id: string; isIn: boolean }) =>
      isIn ? request('post', '/api/v1/users/{id}/enable', { path: { id } }) : request('post', '/api/v1/users/{id}/disable', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['users'] }),
  });
}

export function useMakeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: TokenRequest) => request('post', '/api/v1/tokens', { body: token }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  });
}

export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request('delete', '/api/v1/tokens/{id}', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  });
}

/** A sign-in begins a new page, so that nothing of whoever was here before stays in it. */
export const useSignIn = () => useMutation({ mutationFn: ({ name, password }: { name: string; password: string }) => signIn(name, password) });

export const useSetUp = () => useMutation({ mutationFn: setUp });

export const useChangePassword = () => useMutation({ mutationFn: ({ current, next }: { current: string; next: string }) => changePassword(current, next) });
