import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { readState, writeState, type Fields } from './search-state';

/** The page's state in its address. A choice makes a history step; typing passes `replace`. */
export function useSearchState<T>(fields: Fields<T>): [T, (patch: Partial<T>, options?: { replace?: boolean }) => void] {
  const [search, setSearch] = useSearchParams();
  const state = useMemo(() => readState(fields, search), [fields, search]);
  const update = useCallback(
    (patch: Partial<T>, options?: { replace?: boolean }) =>
      setSearch((current) => writeState(fields, current, patch), { replace: options?.replace ?? false, preventScrollReset: true }),
    [fields, setSearch],
  );
  return [state, update];
}
