import { MutationCache, notifyManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, type ProblemKind } from './problem';

/** Answers that asking again does not change. */
const final: readonly ProblemKind[] = ['signedOut', 'forbidden', 'notFound', 'invalid'];

const FRAME = 16;
let waiting: (() => void)[] = [];

// A page asks a dozen questions at once: answers that come within a frame are drawn in one go, not one by one.
notifyManager.setScheduler((notify) => {
  waiting.push(notify);
  if (waiting.length > 1) return;
  setTimeout(() => {
    const all = waiting;
    waiting = [];
    for (const one of all) one();
  }, FRAME);
});

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: askWhoIsIn }),
  mutationCache: new MutationCache({ onError: askWhoIsIn }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => count < 2 && !(error instanceof ApiProblem && final.includes(error.kind)),
      retryDelay: (attempt) => Math.min(1_000 * 2 ** attempt, 8_000),
    },
  },
});

/** A refusal may mean that the session is over, or that a role was taken away: the session says which. */
function askWhoIsIn(error: unknown): void {
  if (error instanceof ApiProblem && (error.kind === 'signedOut' || error.kind === 'forbidden')) void queryClient.invalidateQueries({ queryKey: ['session'] }, { cancelRefetch: false });
}
