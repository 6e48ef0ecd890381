import { expect, it } from 'vitest';
import { readAmount } from './amount';

it.each([['5000', 5000], ['12,000', 12000], ['₩1,200,000', 1_200_000], [' 99.5 ', 99.5]])('%j is an amount', (text, value) => {
  expect(readAmount(text)).toBe(value);
});

it.each(['', '0', '-5', 'abc', '1e9', '1.2.3', 'Infinity'])('%j is none', (text) => {
  expect(readAmount(text)).toBeNull();
});
