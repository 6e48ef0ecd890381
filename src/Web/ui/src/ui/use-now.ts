import { useSyncExternalStore } from 'react';

const MINUTE = 60_000;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, 5_000);
  return () => clearInterval(timer);
}

const currentMinute = () => Math.floor(Date.now() / MINUTE) * MINUTE;

/** The start of the current minute; changes once a minute, so that what depends on it is asked once a minute. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, currentMinute);
}
