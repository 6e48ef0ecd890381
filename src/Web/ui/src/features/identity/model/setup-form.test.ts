import { expect, it } from 'vitest';
import { setupFaults } from './setup-form';

const good = { code: 'AB-CD', name: 'ada', password: 'correct horse battery', again: 'correct horse battery' };

it('names everything that is missing', () => {
  expect(setupFaults({ code: ' ', name: '', password: 'short', again: '' }, 12)).toEqual({ code: 'enterCode', name: 'name', password: 'password', again: 'again' });
  expect(setupFaults(good, 12)).toEqual({});
});

it('wants the same password twice', () => expect(setupFaults({ ...good, again: 'correct horse batter' }, 12)).toEqual({ again: 'again' }));
