import type { SavedView } from '../api/types';

/** What of an address makes a view: not which one was opened, nor the language. */
const apart = ['saved', 'lang'];

/** The part of an address that a view keeps; the same question always gives the same text. */
export function viewQuery(search: string): string {
  const kept = [...new URLSearchParams(search)].filter(([name]) => !apart.includes(name));
  return new URLSearchParams(kept.toSorted(([a], [b]) => (a < b ? -1 : 1))).toString();
}

/** Where a view is opened. */
export function viewAddress({ id, query }: Pick<SavedView, 'id' | 'query'>): string {
  const search = new URLSearchParams(query);
  search.set('saved', id);
  return `/explore?${search.toString()}`;
}

/** Whether the page shows something else than the view that was opened. */
export const isChanged = (view: Pick<SavedView, 'query'>, search: string) => viewQuery(view.query) !== viewQuery(search);

export const MAX_NAME = 200;
/** The server keeps no longer question. */
export const MAX_QUERY = 2_000;
