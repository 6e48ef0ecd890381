import { useState } from 'react';

interface Held<T> {
  shown: T[];
  /** Arrived since the list was held. */
  waiting: number;
  hold: () => void;
  release: () => void;
}

/** Keeps a live list still while the reader is on it: known rows stay up to date in place, new ones wait. */
export function useHeld<T>(items: readonly T[], id: (item: T) => string): Held<T> {
  const [order, setOrder] = useState<readonly string[] | null>(null);
  const { shown, waiting } = heldBack(items, order, id);
  return { shown, waiting, hold: () => setOrder((held) => held ?? items.map(id)), release: () => setOrder(null) };
}

export function heldBack<T>(items: readonly T[], order: readonly string[] | null, id: (item: T) => string): { shown: T[]; waiting: number } {
  if (order === null) return { shown: [...items], waiting: 0 };
  const byId = new Map(items.map((item) => [id(item), item]));
  const shown = order.flatMap((key) => byId.get(key) ?? []);
  return { shown, waiting: items.length - shown.length };
}
