import { expect, it } from 'vitest';
import { heldBack } from './use-held';

const id = (item: { id: string }) => item.id;
const a = { id: 'a' };
const b = { id: 'b' };

it('shows everything while nobody reads', () => {
  expect(heldBack([b, a], null, id)).toEqual({ shown: [b, a], waiting: 0 });
});

it('lets new rows wait and brings known ones up to date in place', () => {
  const changed = { id: 'a', state: 'over' };
  expect(heldBack([b, changed], ['a'], id)).toEqual({ shown: [changed], waiting: 1 });
});

it('lets go of what is gone', () => {
  expect(heldBack([b], ['a', 'b'], id)).toEqual({ shown: [b], waiting: 0 });
});
