import { useQuery } from '@tanstack/react-query';
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
