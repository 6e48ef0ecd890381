import { expect, it } from 'vitest';
import type { Delivery } from '@/api/types';
import { readState, writeState } from '@/url/search-state';
import { deliveriesFields, movedAt, resendable, urgentFirst } from './deliveries';

it('lets only what was given up be sent again', () => {
  const all = ['dead', 'delivered', 'waiting', 'dead'].map((state, i) => ({ id: String(i), state }) as Delivery);
  expect(resendable(all)).toEqual(['0', '3']);
});

it('puts what waits and what failed before what arrived, however old it is, and each once', () => {
  const make = (id: string, state: string, day: number) => ({ id, state, createdAt: `2026-11-0${day}T00:00:00Z` }) as Delivery;
  const newest = [make('new', 'delivered', 9), make('part', 'folded', 8), make('failed', 'dead', 7)];
  expect(urgentFirst([newest, [make('held', 'waiting', 2), make('late', 'waiting', 3)], [make('failed', 'dead', 7), make('lost', 'dead', 1)]]).map(({ id }) => id))
    .toEqual(['late', 'held', 'failed', 'lost', 'new', 'part']);
});

it('comes back from the address as it was written', () => {
  const state = { state: 'dead', channel: 'on-call', delivery: '02c384709b785b3b' } as const;
  expect(readState(deliveriesFields, writeState(deliveriesFields, new URLSearchParams(), state))).toEqual(state);
  expect(readState(deliveriesFields, new URLSearchParams('state=lost&channel=UP&delivery=zz'))).toEqual({ state: null, channel: null, delivery: null });
});

it('tells the last thing that happened', () => {
  expect(movedAt({ createdAt: 'a', lastTriedAt: null, deliveredAt: null })).toBe('a');
  expect(movedAt({ createdAt: 'a', lastTriedAt: 'b', deliveredAt: null })).toBe('b');
  expect(movedAt({ createdAt: 'a', lastTriedAt: 'b', deliveredAt: 'c' })).toBe('c');
});
