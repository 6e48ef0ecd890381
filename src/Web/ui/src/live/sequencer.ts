import type { LiveMessage } from './message';

export type Positions = ReadonlyMap<string, { readonly epoch: string; readonly seq: number }>;

export interface Step {
  positions: Positions;
  /** Messages to apply, in order of arrival. */
  apply: LiveMessage[];
  /** True when snapshots of before are void: the server has started anew, or an incident was missed. */
  isBehind: boolean;
}

/**
 * Decides what of a batch is news. Within an epoch a stream's sequence only grows; what is not above the last one seen is a
 * repeat. Another epoch means that the server has restarted and counts from the beginning.
 * Of a scope's figures only the last state matters, so a gap is nothing; every incident is a thing of its own, so a gap is a loss.
 */
export function sequence(positions: Positions, batch: readonly LiveMessage[]): Step {
  const next = new Map(positions);
  const apply: LiveMessage[] = [];
  let isBehind = false;
  for (const message of batch) {
    const last = next.get(message.stream);
    if (last !== undefined && last.epoch === message.epoch && message.seq <= last.seq) continue;
    if (last !== undefined) isBehind ||= last.epoch !== message.epoch || (message.kind === 'incident' && message.seq > last.seq + 1);
    next.set(message.stream, { epoch: message.epoch, seq: message.seq });
    apply.push(message);
  }
  return { positions: next, apply, isBehind };
}
