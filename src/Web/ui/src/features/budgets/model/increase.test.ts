import { expect, it } from 'vitest';
import { increaseFaults } from './increase';

it('takes more than there is, for a reason', () => {
  expect(increaseFaults({ amount: '1,001', reason: 'Launch', until: '' }, 1000)).toEqual({});
  expect(increaseFaults({ amount: '1000', reason: ' ', until: 'soon' }, 1000)).toEqual({ amount: 'amount', reason: 'reason', until: 'time' });
});
