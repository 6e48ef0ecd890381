import { expect, it } from 'vitest';
import { moveCursor, nearestPoint } from './cursor';

const points = [0, 10, 20].map((time) => ({ time }));

it.each([[-5, 0], [4, 0], [6, 1], [14, 1], [16, 2], [99, 2]])('the point nearest to %d is %d', (time, index) => {
  expect(nearestPoint(points, time)).toBe(index);
});

it('the keys move within the chart and never leave it', () => {
  expect(moveCursor(null, 30, 'ArrowLeft')).toBe(29);
  expect(moveCursor(29, 30, 'ArrowRight')).toBe(29);
  expect(moveCursor(3, 30, 'PageUp')).toBe(0);
  expect(moveCursor(10, 30, 'PageDown')).toBe(17);
  expect(moveCursor(10, 30, 'Home')).toBe(0);
  expect(moveCursor(10, 30, 'End')).toBe(29);
});

it('other keys are left to the page', () => {
  expect(moveCursor(3, 30, 'a')).toBeNull();
  expect(moveCursor(null, 0, 'Home')).toBeNull();
});
