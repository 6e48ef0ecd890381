import { expect, it } from 'vitest';
import { openStep } from './steps';

it('goes on to the first step that is not done', () => {
  expect(openStep(null, { send: false, upload: false, connect: false })).toBe('send');
  expect(openStep(null, { send: true, upload: false, connect: false })).toBe('upload');
  expect(openStep(null, { send: true, upload: true, connect: true })).toBeNull();
});

it('stays where the reader chose to be', () => {
  expect(openStep('send', { send: true, upload: false, connect: false })).toBe('send');
  expect(openStep('none', { send: false, upload: false, connect: false })).toBeNull();
});
