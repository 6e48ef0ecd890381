import { expect, it } from 'vitest';
import { isChanged, viewAddress, viewQuery } from './views';

it('a view keeps the question, not the language or which view it came from', () => {
  expect(viewQuery('?range=7d&lang=ko&group=model&saved=v1')).toBe('group=model&range=7d');
});

it('is changed only when the question is another one', () => {
  const view = { id: 'v1', query: 'range=7d&group=model' };
  expect(viewAddress(view)).toBe('/explore?range=7d&group=model&saved=v1');
  expect(isChanged(view, '?saved=v1&group=model&range=7d&lang=en')).toBe(false);
  expect(isChanged(view, '?group=team&range=7d')).toBe(true);
});
