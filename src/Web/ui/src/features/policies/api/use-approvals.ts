import { useQueries } from '@tanstack/react-query';
import type { PolicyDecision } from './types';
import { decisionsQuery } from './queries';

interface Approvals {
  decisions: readonly PolicyDecision[];
  /** For the page: what is loaded, or why it is not. */
  query: { data: unknown; error: unknown; refetch: () => unknown; isFetching: boolean };
  /** Whether all are here, or cannot be had for the moment. */
  isKnown: boolean;
}

/** What policies propose or ask. */
export function useApprovals(): Approvals {
  const [waiting, proposed] = useQueries({ queries: [decisionsQuery({ state: 'waiting' }), decisionsQuery({ state: 'proposed' })] });
  return {
    decisions: [...(waiting.data?.items ?? []), ...(proposed.data?.items ?? [])],
    query: waiting.data === undefined ? waiting : proposed,
    isKnown: [waiting, proposed].every(({ isPending, failureCount }) => !isPending || failureCount > 0),
  };
}
