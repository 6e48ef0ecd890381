import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LiveMessage } from './message';
import { sequence, type Positions } from './sequencer';

const message = (stream: string, seq: number, epoch = 'a'): LiveMessage => ({ stream, epoch, seq, asOf: '', kind: 'summary', payload: seq });

function finalState(messages: LiveMessage[]): Map<string, unknown> {
  let positions: Positions = new Map();
  const state = new Map<string, unknown>();
  for (const one of messages) {
    const step = sequence(positions, [one]);
    positions = step.positions;
    for (const applied of step.apply) state.set(applied.stream, applied.payload);
  }
  return state;
}

describe('sequence', () => {
  it('ends in the same state for every order and every repeat of the same messages', () => {
    const sent = ['x', 'y'].flatMap((stream) => [1, 2, 3, 4].map((seq) => message(stream, seq)));
    const arrivals = fc.shuffledSubarray([...sent, ...sent], { minLength: sent.length * 2 });
    fc.assert(fc.property(arrivals, (order) => {
      expect(finalState(order)).toEqual(new Map([['x', 4], ['y', 4]]));
    }));
  });

  it('ends in the same state when messages are lost and the last one arrives', () => {
    fc.assert(fc.property(fc.subarray([1, 2, 3, 4]), (kept) => {
      expect(finalState([...kept.map((seq) => message('x', seq)), message('x', 5)])).toEqual(new Map([['x', 5]]));
    }));
  });

  it('drops repeats', () => {
    const first = sequence(new Map(), [message('x', 3)]);
    expect(sequence(first.positions, [message('x', 3), message('x', 2)]).apply).toEqual([]);
  });

  it('starts over and says so when the epoch changes', () => {
    const first = sequence(new Map(), [message('x', 900)]);
    const second = sequence(first.positions, [message('x', 1, 'b')]);
    expect(second.isBehind).toBe(true);
    expect(second.apply).toHaveLength(1);
  });

  it('does not call a first message a restart', () => {
    expect(sequence(new Map(), [message('x', 1, 'b')]).isBehind).toBe(false);
  });

  it('notices a missed incident, while a missed figure does not matter', () => {
    const first = sequence(new Map(), [message('incidents', 1), message('x', 1)]);
    expect(sequence(first.positions, [{ ...message('incidents', 3), kind: 'incident' }]).isBehind).toBe(true);
    expect(sequence(first.positions, [{ ...message('incidents', 2), kind: 'incident' }]).isBehind).toBe(false);
    expect(sequence(first.positions, [message('x', 9)]).isBehind).toBe(false);
  });

  it('leaves the positions it was given alone', () => {
    const before: Positions = new Map();
    sequence(before, [message('x', 1)]);
    expect(before.size).toBe(0);
  });
});
