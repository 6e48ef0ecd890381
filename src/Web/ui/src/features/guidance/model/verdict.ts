import type { Anomaly, Incident } from '@/api/types';

/** Whether the word said of an anomaly is what ended its incident: then taking it back opens the incident again. */
export function endsIncident({ feedback }: Pick<Anomaly, 'feedback'>, incident: Incident | null): boolean {
  const outcome = incident?.state === 'resolved' ? incident.handling.outcome : null;
  return feedback !== null && (outcome === 'expected' || outcome === 'noise') && outcome === feedback.verdict;
}

/** The anomalies from which a word is taken back: where it ended the incident, all that it was said of with it. */
export function sameWord(anomaly: Anomaly, incident: Incident | null): string[] {
  if (!endsIncident(anomaly, incident)) return [anomaly.id];
  const others = [incident!.cause, ...incident!.impact].filter((one) => one.feedback?.verdict === anomaly.feedback!.verdict).map((one) => one.id);
  return [...new Set([anomaly.id, ...others])];
}
