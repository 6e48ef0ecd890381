import { useQuery } from '@tanstack/react-query';
import { scopeNames } from '@/url/scope-path';
import { may, sessionQuery, type Permission, type SessionActor } from '@/api/session';

/** Who is signed in; null for nobody. Pages are shown only once this is known. */
export function useActor(): SessionActor | null {
  return useQuery(sessionQuery()).data?.actor ?? null;
}

/** What the signed-in person may do: on a scope, or anywhere when none is named. */
export function useMay(): (permission: Permission, scope?: string | null) => boolean {
  const actor = useActor();
  return (permission, scope = null) => may(actor, permission, scope);
}

/** Where the person's pages begin: the organization, or the first team of who sees no more. */
export function useHomeScope(): string {
  return useActor()?.homeScope?.key ?? 'org';
}

/** The teams that somebody sees who does not see the organization; null for who sees all. */
export function useOwnTeams(): string[] | null {
  const actor = useActor();
  if (may(actor, 'readCosts', 'org')) return null;
  const scopes = actor?.permissions.find((one) => one.permission === 'readCosts')?.scopes ?? [];
  return [...new Set(scopes.flatMap(({ key }) => (scopeNames(key)?.length === 1 ? scopeNames(key)! : [])))];
}
