import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeIncident, newerSummary } from './newer';
import type { Incident, Summary } from './types';

const summary = (epoch: string, seq: number, asOf = '2026-11-21T00:00:00Z') => ({ epoch, seq, asOf }) as Summary;
const incident = (id: string, opened: number, updated: number) =>
  ({ id, openedAt: new Date(opened).toISOString(), updatedAt: new Date(updated).toISOString() }) as Incident;

describe('newerSummary', () => {
  it('keeps the higher sequence whatever the order of arrival', () => {
    fc.assert(fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 1 }), (order) => {
      const last = order.map((seq) => summary('a', seq)).reduce<Summary | undefined>((held, next) => newerSummary(held, next), undefined);
      expect(last?.seq).toBe(Math.max(...order));
    }));
  });

  it('starts over when the server has restarted', () => {
    expect(newerSummary(summary('a', 900), summary('b', 1, '2026-11-21T00:01:00Z')).epoch).toBe('b');
  });

  it('ignores an answer of the server before the restart', () => {
    expect(newerSummary(summary('b', 1, '2026-11-21T00:01:00Z'), summary('a', 900)).epoch).toBe('b');
  });
});

describe('mergeIncident', () => {
  it('ends in the same list for every order of the same messages', () => {
    const messages = [incident('a', 1, 1), incident('b', 2, 2), incident('a', 1, 5), incident('c', 3, 3), incident('b', 2, 4)];
    fc.assert(fc.property(fc.shuffledSubarray(messages, { minLength: messages.length }), (order) => {
      const list = order.reduce<Incident[]>(mergeIncident, []);
      expect(list.map((item) => [item.id, Date.parse(item.updatedAt)])).toEqual([['c', 3], ['b', 4], ['a', 5]]);
    }));
  });

  it('does not touch the list it was given', () => {
    const before = [incident('a', 1, 1)];
    mergeIncident(before, incident('b', 2, 2));
    expect(before).toHaveLength(1);
  });
});
