import { dimensions, type Dimension } from './dimensions';
import type { Field } from './search-state';

/** One value that is looked at alone, or left out. */
export interface Filter {
  dimension: Dimension;
  value: string;
  isExcluded: boolean;
}

export const MAX_FILTERS = 20;

export const isDimension = (name: string): name is Dimension => dimensions.some((one) => one === name);

/** `team:team%3Asearch,!model:gpt-5.5` */
export const filterField: Field<readonly Filter[]> = {
  read: (value) => (value ?? '').split(',').flatMap((part): Filter[] => {
    const match = /^(!?)([a-z_]+):(.*)$/.exec(part);
    if (match === null || !isDimension(match[2]!)) return [];
    try {
      return [{ dimension: match[2], value: decodeURIComponent(match[3]!), isExcluded: match[1] === '!' }];
    } catch {
      return [];
    }
  }).slice(0, MAX_FILTERS),
  write: (value) => (value.length === 0 ? null : value.map((one) => `${one.isExcluded ? '!' : ''}${one.dimension}:${encodeURIComponent(one.value)}`).join(',')),
};

/** The explorer with a scope and some values chosen; without a scope, where the reader's pages begin. */
export function exploreAddress({ scope, filter = [], ...rest }: { scope: string | null; filter?: readonly Filter[]; [name: string]: unknown }): string {
  const search = new URLSearchParams();
  if (scope !== null) search.set('scope', scope);
  const filters = filterField.write(filter);
  if (filters !== null) search.set('filter', filters);
  for (const [name, value] of Object.entries(rest)) if (typeof value === 'string') search.set(name, value);
  const text = search.toString();
  return text === '' ? '/explore' : `/explore?${text}`;
}
