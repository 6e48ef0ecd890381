import { expect, it } from 'vitest';
import { expectedSoFar } from './expected';

const hours = (count: number) => Array.from({ length: count }, (_, i) => ({ start: new Date(Date.UTC(2026, 10, 22, i)).toISOString(), expected: 10, lower: 5, upper: 15 }));

it('adds up the hours of the day, the present one by the part that has passed', () => {
  expect(expectedSoFar(hours(4), Date.UTC(2026, 10, 22, 3, 30))).toBe(35);
});

it('says nothing where an hour is not known', () => {
  expect(expectedSoFar(hours(2), Date.UTC(2026, 10, 22, 3, 30))).toBeNull();
  expect(expectedSoFar([], Date.UTC(2026, 10, 22))).toBeNull();
});

it('takes an hour that is not judged yet for its neighbour', () => {
  expect(expectedSoFar(hours(4).toSpliced(2, 1), Date.UTC(2026, 10, 22, 3, 30))).toBe(35);
});
