import { expect, it } from 'vitest';
import { isGoodPassword, keptRules } from './password';

it('ticks off each rule by itself', () => {
  expect(keptRules('', 'ada', 12)).toEqual({ length: false, variety: false, name: false });
  expect(keptRules('abcdefgh', 'ada', 12)).toEqual({ length: false, variety: true, name: true });
  expect(keptRules('aaaaaaaaaaaaaa', 'ada', 12)).toEqual({ length: true, variety: false, name: true });
  expect(keptRules('my name is ADA, yes', 'ada', 12)).toEqual({ length: true, variety: true, name: false });
});

it('takes a long password that is not the name, and none that is endless', () => {
  expect(isGoodPassword('correct horse battery', 'ada@example.com', 12)).toBe(true);
  expect(isGoodPassword('abcd'.repeat(51), 'ada', 12)).toBe(false);
});

it('has nothing to compare with as long as there is no name', () => expect(isGoodPassword('correct horse battery', ' ', 12)).toBe(true));
