import type { QueryClient } from '@tanstack/react-query';
import { newerSummary } from '@/api/newer';
import { summaryQuery } from '@/api/queries';
import type { Summary } from '@/api/types';

/** A scope's figures replace the cached ones where somebody looks at them; nothing is cached for a scope nobody opened. */
export function applySummary(client: QueryClient, payload: unknown): void {
  const summary = payload as Summary;
  client.setQueryData(summaryQuery(summary.scope).queryKey, (held) => (held === undefined ? undefined : newerSummary(held, summary)));
}
