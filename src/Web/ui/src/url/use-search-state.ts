import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { readState, writeState, type Fields } from './search-state';

/** The page's state in its address. A choice makes a history step; typing passes `replace`. */
export function useSearchState<T>(fields: Fields<T>): [T, (patch: Partial<T>, options?: { replace?: boolean }) => void] {
  const [search, setSearch] = useSearchParams();
  const state = useMemo(() => readState(fields, search), [fields, search]);
  const update = useCallback(
    (patch: Partial<T>, options?: { replace?: boolean }) =>
      // The address itself is the newest state: what the router hands out lags behind two quick choices.
      setSearch(writeState(fields, new URLSearchParams(window.location.search), patch), { replace: options?.replace ?? false, preventScrollReset: true }),
    [fields, setSearch],
  );
  return [state, update];
}
