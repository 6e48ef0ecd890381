/** One message of the live hub. Its payload is a whole state, never a difference, so a repeat does no harm. */
export interface LiveMessage {
  stream: string;
  epoch: string;
  seq: number;
  asOf: string;
  kind: string;
  payload: unknown;
}

export function isLiveMessage(value: unknown): value is LiveMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { stream, epoch, seq, kind } = value as Record<string, unknown>;
  return typeof stream === 'string' && typeof epoch === 'string' && typeof seq === 'number' && typeof kind === 'string';
}
