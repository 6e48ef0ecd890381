import { useSyncExternalStore } from 'react';
import { browserZone, timeZones } from './format';

const STORED = 'finopsai.zone';

/** What the reader chose; null for the browser's own. */
let chosen: string | null = known(localStorage.getItem(STORED));
const listeners = new Set<() => void>();

function known(zone: string | null): string | null {
  return zone !== null && timeZones().includes(zone) ? zone : null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The zone in which times are told, kept in this browser; null follows the browser. */
export function chooseZone(zone: string | null): void {
  chosen = known(zone);
  if (chosen === null) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, chosen);
  for (const listener of listeners) listener();
}

export const useChosenZone = () => useSyncExternalStore(subscribe, () => chosen);

export const useZone = () => useChosenZone() ?? browserZone();
