import { expect, it } from 'vitest';
import type { Anomaly, Incident } from '@/api/types';
import { endsIncident, sameWord } from './verdict';

const anomaly = (id: string, verdict: 'noise' | 'expected' | 'useful' | null) => ({ id, feedback: verdict === null ? null : { verdict } }) as Anomaly;
const incident = (outcome: string | null, cause: Anomaly, impact: Anomaly[] = []) => ({ state: outcome === null ? 'open' : 'resolved', cause, impact, handling: { outcome } }) as unknown as Incident;

it('opens again only what the word has ended', () => {
  const noise = anomaly('a', 'noise');
  expect(endsIncident(noise, incident('noise', noise))).toBe(true);
  expect(endsIncident(noise, incident('ended', noise))).toBe(false);
  expect(endsIncident(noise, incident(null, noise))).toBe(false);
  expect(endsIncident(anomaly('a', null), incident('noise', noise))).toBe(false);
});

it('takes the word back from all that it was said of with it, each once', () => {
  const cause = anomaly('a', 'noise');
  const felt = [anomaly('b', 'noise'), anomaly('c', 'useful'), anomaly('d', null)];
  expect(sameWord(cause, incident('noise', cause, felt))).toEqual(['a', 'b']);
  expect(sameWord(cause, incident('ended', cause, felt))).toEqual(['a']);
  expect(sameWord(cause, null)).toEqual(['a']);
});
