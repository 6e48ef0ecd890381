import type { LiveMessage } from './message';

export type Positions = ReadonlyMap<string, { readonly epoch: string; readonly seq: number }>;

export interface Step {
  positions: Positions;
  /** Messages to apply, in order of arrival. */
  apply: LiveMessage[];
  /** True when the server has started anew: snapshots of before are void. */
  restarted: boolean;
}

/**
 * Decides what of a batch is news. Within an epoch a stream's sequence only grows; what is not above the last one seen is a
 * repeat. Another epoch means that the server has restarted and counts from the beginning.
 */
export function sequence(positions: Positions, batch: readonly LiveMessage[]): Step {
  const next = new Map(positions);
  const apply: LiveMessage[] = [];
  let restarted = false;
  for (const message of batch) {
    const last = next.get(message.stream);
    if (last !== undefined && last.epoch === message.epoch && message.seq <= last.seq) continue;
    restarted ||= last !== undefined && last.epoch !== message.epoch;
    next.set(message.stream, { epoch: message.epoch, seq: message.seq });
    apply.push(message);
  }
  return { positions: next, apply, restarted };
}
