import type { PolicyDecision, PolicyDecisionState, PolicyRecord } from '../api/types';

export const decisionStates = ['proposed', 'waiting', 'approved', 'acted', 'dryRun', 'noted', 'declined', 'expired', 'failed', 'withheld'] as const satisfies readonly PolicyDecisionState[];

/** What waits for a person, the one that expires first on top; those without an end come last, the oldest first. */
export function openDecisions(decisions: readonly PolicyDecision[], now: number): PolicyDecision[] {
  const end = ({ expiresAt }: PolicyDecision) => (expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt));
  return decisions
    .filter((decision) => (decision.state === 'proposed' || decision.state === 'waiting') && end(decision) > now)
    .toSorted((a, b) => (end(a) === end(b) ? Date.parse(a.decidedAt) - Date.parse(b.decidedAt) : end(a) - end(b)));
}

/** Decisions by state, in a fixed order; what did not occur is left out. */
export function countedStates(record: Pick<PolicyRecord, 'decisions'>): { state: PolicyDecisionState; count: number }[] {
  return decisionStates.map((state) => ({ state, count: record.decisions[state] ?? 0 })).filter(({ count }) => count > 0);
}

export const decisionCount = ({ decisions }: Pick<PolicyRecord, 'decisions'>) => Object.values(decisions).reduce((sum, count) => sum + count, 0);

export const policyAddress = (id: string) => `/policies/${encodeURIComponent(id)}`;

/** Whether, of some that wait, none would be carried out: their policies were in their dry runs. */
export const isRehearsal = (open: readonly Pick<PolicyDecision, 'dryRun'>[]) => open.every(({ dryRun }) => dryRun);
