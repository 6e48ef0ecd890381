import { describe, expect, it } from 'vitest';
import { sparkPath } from './spark';

describe('sparkPath', () => {
  it('starts at zero and ends at the highest value', () => {
    expect(sparkPath([0, 5, 10], 100, 22, false).line).toBe('M0,21L50,11L100,1');
  });

  it('breaks at a missing value rather than falling to zero', () => {
    expect(sparkPath([10, 10, null, 10, 10], 100, 22, false).line.match(/M/g)).toHaveLength(2);
  });

  it('shows a lonely value', () => {
    expect(sparkPath([null, 4, null], 100, 22, false).line).toBe('M49,1h2');
  });

  it('keeps the still-filling value out of the line', () => {
    const shape = sparkPath([10, 10, 2], 100, 22, true);
    expect(shape.line).toBe('M0,1L50,1');
    expect(shape.tail).toBe('M50,1L100,17');
  });

  it('lies on the ground when all is zero, and is empty without values', () => {
    expect(sparkPath([0, 0], 100, 22, false).line).toBe('M0,21L100,21');
    expect(sparkPath([], 100, 22, false).line).toBe('');
    expect(sparkPath([null, null], 100, 22, true)).toEqual({ line: '', tail: '', area: '' });
  });
});
