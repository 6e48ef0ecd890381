import { useSyncExternalStore } from 'react';

export type LiveState = 'connecting' | 'live' | 'polling' | 'paused';

export interface LiveStatus {
  state: LiveState;
  /** When the last word came from the server, by this machine's clock; null before any. */
  heardAt: number | null;
}

/** A value outside React with its listeners. */
class StatusStore {
  private status: LiveStatus = { state: 'connecting', heardAt: null };
  private readonly listeners = new Set<() => void>();

  readonly get = () => this.status;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(patch: Partial<LiveStatus>): void {
    this.status = { ...this.status, ...patch };
    for (const listener of this.listeners) listener();
  }
}

export const liveStatus = new StatusStore();

export function useLiveStatus(): LiveStatus {
  return useSyncExternalStore(liveStatus.subscribe, liveStatus.get);
}
