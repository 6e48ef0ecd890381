import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { summaryQuery } from '@/api/queries';
import type { Summary } from '@/api/types';
import { useLiveScope } from '@/live/live';
import { useLiveStatus } from '@/live/live-status';

/** A scope's summary, kept up to date by the live hub, and by asking again while there is none. */
export function useSummary(scope: string): UseQueryResult<Summary> {
  const { state } = useLiveStatus();
  const query = useQuery({ ...summaryQuery(scope), refetchInterval: state === 'polling' || state === 'connecting' ? 30_000 : false });
  // Nobody can watch a scope that is not there.
  useLiveScope(query.data === undefined ? null : scope);
  return query;
}
