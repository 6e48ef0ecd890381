import { describe, expect, it } from 'vitest';
import { isSameActor, may, type SessionActor } from './session';

const scope = (key: string) => ({ key, kind: 'team', name: key }) as SessionActor['permissions'][number]['scopes'][number];
const manager = {
  id: '1', name: 'mina', displayName: 'Mina', kind: 'user', roles: ['manager'], grants: [{ role: 'manager', scope: scope('team:search') }],
  permissions: [{ permission: 'manageBudgets', scopes: [scope('team:search')] }, { permission: 'readCosts', scopes: [scope('org')] }],
} as unknown as SessionActor;

describe('what somebody may do', () => {
  it('reaches down from where it was given, and no further', () => {
    expect(may(manager, 'manageBudgets', 'team:search')).toBe(true);
    expect(may(manager, 'manageBudgets', 'project:search/chat')).toBe(true);
    expect(may(manager, 'manageBudgets', 'team:searching')).toBe(false);
    expect(may(manager, 'manageBudgets', 'org')).toBe(false);
    expect(may(manager, 'readCosts', 'resource:a/b/c')).toBe(true);
  });

  it('is asked anywhere when no scope is named', () => {
    expect(may(manager, 'manageBudgets')).toBe(true);
    expect(may(manager, 'manageSources')).toBe(false);
  });

  it('is nothing for nobody', () => expect(may(null, 'readCosts')).toBe(false));
});

describe('a page belongs to one person', () => {
  it('who stays the same when only the name shown changes', () => expect(isSameActor(manager, { ...manager, displayName: 'M.' })).toBe(true));

  it.each([null, { ...manager, id: '2' }, { ...manager, permissions: [] }])('who is another one: %#', (other) => expect(isSameActor(manager, other)).toBe(false));
});
