import { expect, test } from 'vitest';
import { loadAgain } from './load-again';

const atOnce = () => Promise.resolve();

test('a part that comes late is there in the end', async () => {
  let tries = 0;
  const part = await loadAgain(() => (++tries < 4 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve('part')), atOnce);
  expect(part).toBe('part');
  expect(tries).toBe(4);
});

test('a part that never comes says so', async () => {
  await expect(loadAgain(() => Promise.reject(new TypeError('Failed to fetch')), atOnce)).rejects.toThrow('Failed to fetch');
});
