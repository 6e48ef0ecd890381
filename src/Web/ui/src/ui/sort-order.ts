export type SortOrder = 'desc' | 'asc';

/** How a table is sorted when a heading is chosen: the same again turns the order round, another one begins with its first. */
export const nextOrder = (isSame: boolean, order: SortOrder, first: SortOrder = 'desc'): SortOrder => (isSame ? (order === 'desc' ? 'asc' : 'desc') : first);

/** Compares what may be missing: it comes last in both orders; ties keep the order of `tie`, so that rows hold still. */
export function compareMissing(a: number | null, b: number | null, order: SortOrder, tie: number): number {
  if (a === null || b === null) return a === b ? tie : a === null ? 1 : -1;
  return a === b ? tie : order === 'desc' ? b - a : a - b;
}
