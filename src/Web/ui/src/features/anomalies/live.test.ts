import { describe, expect, it } from 'vitest';
import type { Incident } from '@/api/types';
import { nextItems } from './live';

const incident = (patch: { id?: string; state?: Incident['state']; scope?: string; impact?: string[]; cause?: 'open' | 'retracted' } = {}): Incident => ({
  id: patch.id ?? 'a',
  state: patch.state ?? 'open',
  cause: { scope: { key: patch.scope ?? 'resource:x/y/z' }, state: patch.cause ?? 'open' },
  impact: (patch.impact ?? []).map((key) => ({ scope: { key } })),
  openedAt: '2026-11-21T00:00:00Z',
  updatedAt: '2026-11-21T00:00:00Z',
}) as unknown as Incident;

describe('a live incident', () => {
  it('enters lists whose scope holds it', () => {
    expect(nextItems([], incident(), { scope: 'team:x', open: true })).toHaveLength(1);
    expect(nextItems([], incident(), { scope: null, open: true })).toHaveLength(1);
    expect(nextItems([], incident(), { scope: 'team:other', open: true })).toHaveLength(0);
  });

  it('leaves the list of what goes on when it is over, and stays in the list of all', () => {
    const held = [incident()];
    const over = incident({ state: 'resolved' });
    expect(nextItems(held, over, { scope: null, open: true })).toEqual([]);
    expect(nextItems(held, over, { scope: null, open: false })).toEqual([over]);
  });

  it('leaves every list when it is withdrawn', () => {
    expect(nextItems([incident()], incident({ state: 'resolved', cause: 'retracted' }), { scope: null, open: false })).toEqual([]);
  });
});
