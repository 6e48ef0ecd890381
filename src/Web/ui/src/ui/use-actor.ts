import { useSyncExternalStore } from 'react';
import { actorName, subscribeActor } from '@/api/actor';

/** The name that changes are made in; empty as long as nobody has said one. */
export function useActor(): string {
  return useSyncExternalStore(subscribeActor, actorName);
}
