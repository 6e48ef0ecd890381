import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { scenarioFields, type ScenarioState } from '@/url/scenario-state';
import { readState, writeState } from '@/url/search-state';
import { useSearchState } from '@/url/use-search-state';
import type { Scenario } from '../api/types';
import { stateOf } from '../model/scenario';

/** While a slider moves, the address follows at this pace. */
const PACE = 250;

interface Draft {
  /** What the controls show: at once. */
  shown: ScenarioState;
  /** What the address says, which is what is computed. */
  settled: ScenarioState;
  change: (patch: Partial<ScenarioState>) => void;
  /** Back to what was saved. */
  clear: () => void;
}

/** The scenario being looked at: as it was saved, or as the address says once something was changed. */
export function useDraft(saved: Scenario | null, today: string): Draft {
  const [read, write] = useSearchState(scenarioFields);
  const { search } = useLocation();
  // What was changed counts until the address says it too. Earlier changes may arrive there meanwhile: they are no news.
  const [ahead, setAhead] = useState<{ state: ScenarioState; written: string | null } | null>(null);
  if (ahead !== null && ahead.written === search) setAhead(null);
  const unwritten = useRef<ScenarioState | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const settle = (state: ScenarioState) => (saved !== null && !state.edited ? stateOf(saved, today) : saved === null ? state : { ...state, scope: saved.scope });
  const settled = settle(read);
  // Outside system: the clock, when the page is left.
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    shown: ahead?.state ?? settled,
    settled,
    change: (patch) => {
      // From the newest there is: what was drawn may be older than two quick changes.
      const base = unwritten.current ?? settle(readState(scenarioFields, new URLSearchParams(window.location.search)));
      const state = { ...base, ...patch, edited: saved !== null };
      unwritten.current = state;
      setAhead({ state, written: null });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        const told = saved === null ? state : { ...state, scope: null };
        const address = writeState(scenarioFields, new URLSearchParams(window.location.search), told).toString();
        unwritten.current = null;
        setAhead({ state, written: address === '' ? '' : `?${address}` });
        write(told, { replace: true });
      }, PACE);
    },
    clear: () => {
      clearTimeout(timer.current);
      unwritten.current = null;
      setAhead(null);
      const blank = Object.fromEntries(Object.entries(scenarioFields).map(([name, field]) => [name, (field as { read: (text: null) => unknown }).read(null)])) as unknown as ScenarioState;
      write(blank, { replace: true });
    },
  };
}
