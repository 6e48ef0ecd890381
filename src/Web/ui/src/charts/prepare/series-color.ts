/** Places among the series colours; the grey one is kept for the rest. */
const COLORS = [0, 1, 2, 3, 4, 6, 7];
export const OTHER_COLOR = 5;

/** How many groups can be told apart by colour. */
export const MAX_COLORS = COLORS.length;

/** A place among the colours from the key, so that a group keeps its colour when the order changes; the next one where it is taken. */
export function freeColor(key: string, taken: Set<number>): number {
  let hash = 0;
  for (const char of key) hash = (hash * 31 + char.codePointAt(0)!) >>> 0;
  let place = hash % COLORS.length;
  for (let step = 0; taken.has(place) && step < COLORS.length; step++) place = (place + 1) % COLORS.length;
  taken.add(place);
  return COLORS[place]!;
}
