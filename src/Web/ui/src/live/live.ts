import { useEffect } from 'react';
import { LiveConnection } from './connection';
import { Dispatcher } from './dispatcher';
import { liveStatus } from './live-status';
import type { LiveMessage } from './message';

export interface LiveHandlers {
  apply(messages: readonly LiveMessage[]): void;
  /** Snapshots may be behind: fetch them again. */
  resync(): void;
}

let handlers: LiveHandlers = { apply: () => {}, resync: () => {} };
let connected: 'connecting' | 'live' | 'polling' = 'connecting';

/** What a page asked for just before its line stood is asked for again after this, when it no longer competes with the first drawing. */
const FIRST_RESYNC = 4_000;
let isFirst = true;
let isPaused = false;

const dispatcher = new Dispatcher({
  now: () => performance.now(),
  // A hidden page draws no frames, so the frame is asked for only after the wait.
  schedule: (work, delay) => void setTimeout(() => requestAnimationFrame(work), delay),
  apply: (messages) => handlers.apply(messages),
  resync: () => handlers.resync(),
});

const connection = new LiveConnection({
  onMessages: (messages) => {
    liveStatus.set({ heardAt: Date.now() });
    dispatcher.receive(messages);
  },
  onState: (state) => {
    const isBack = state === 'live' && connected !== 'live';
    connected = state;
    liveStatus.set({ state: isPaused ? 'paused' : state });
    if (isBack) setTimeout(() => !isPaused && handlers.resync(), isFirst ? FIRST_RESYNC : 0);
    if (isBack) isFirst = false;
  },
});

export function startLive(next: LiveHandlers): void {
  handlers = next;
  void connection.start();
}

export function setPaused(paused: boolean): void {
  isPaused = paused;
  liveStatus.set({ state: paused ? 'paused' : connected });
  if (paused) {
    dispatcher.pause();
  } else {
    dispatcher.resume();
    handlers.resync();
  }
}

/** Who on the page watches which scope. */
const watchers = new Map<string, number>();
let isAnnounced = false;

function announce(): void {
  if (isAnnounced) return;
  isAnnounced = true;
  // Pages change their watchers in one go when they change: tell the server once.
  queueMicrotask(() => {
    isAnnounced = false;
    connection.subscribe([...watchers.keys()].sort());
  });
}

/** Keeps the figures of a scope coming while the component is on the page; of none for null. */
export function useLiveScope(scope: string | null): void {
  // Outside system: the live hub's subscription.
  useEffect(() => {
    if (scope === null) return;
    watchers.set(scope, (watchers.get(scope) ?? 0) + 1);
    announce();
    return () => {
      const left = watchers.get(scope)! - 1;
      if (left === 0) watchers.delete(scope);
      else watchers.set(scope, left);
      announce();
    };
  }, [scope]);
}
