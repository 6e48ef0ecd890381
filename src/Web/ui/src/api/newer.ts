import type { Incident, Summary } from './types';

/** The later of two figures of one scope: within an epoch the higher sequence, across epochs the later time. */
export function newerSummary(previous: Summary | undefined, next: Summary): Summary {
  if (previous === undefined) return next;
  const older = previous.epoch === next.epoch ? next.seq < previous.seq : next.asOf < previous.asOf;
  return older ? previous : next;
}

/** Puts an incident in its place of a list that is newest first; the list is left alone when it already holds a later state. */
export function mergeIncident(items: readonly Incident[], incoming: Incident): Incident[] {
  const known = items.find((item) => item.id === incoming.id);
  if (known !== undefined && Date.parse(known.updatedAt) > Date.parse(incoming.updatedAt)) return [...items];
  const rest = items.filter((item) => item.id !== incoming.id);
  const at = rest.findIndex((item) => Date.parse(item.openedAt) < Date.parse(incoming.openedAt));
  return at < 0 ? [...rest, incoming] : [...rest.slice(0, at), incoming, ...rest.slice(at)];
}
