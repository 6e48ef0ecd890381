import { describe, expect, it } from 'vitest';
import type { User } from '../api/types';
import { passwordRequest, userDraft, userFaults, userRequest } from './user-form';

const org = { key: 'org', kind: 'organization', name: 'org', parent: null, firstSeen: null, lastSeen: null } as const;
const mina = { id: '7', name: 'mina', displayName: 'Mina Kim', grants: [{ role: 'manager', scope: { key: 'team:search', kind: 'team', name: 'search' } }] } as unknown as User;

describe('the form of a user', () => {
  it('begins with a reader of everything', () => {
    const draft = userDraft(null);
    expect(draft.grants).toEqual([{ role: 'viewer', scope: 'org' }]);
    expect(userFaults(draft, true, 12)).toEqual({ name: 'name', password: 'password' });
  });

  it('keeps the password of who exists', () => {
    const draft = userDraft(mina);
    expect(userFaults(draft, false, 12)).toEqual({});
    expect(userRequest(draft, false)).toEqual({ name: 'mina', displayName: 'Mina Kim', grants: [{ role: 'manager', scope: 'team:search' }], password: null });
    expect(passwordRequest(mina, 'correct horse battery')).toMatchObject({ name: 'mina', grants: [{ role: 'manager', scope: 'team:search' }], password: 'correct horse battery' });
  });

  it('says nothing of a shown name that is the sign-in name', () => {
    const draft = userDraft({ ...mina, displayName: 'mina', grants: [{ role: 'viewer', scope: org }] });
    expect(draft.displayName).toBe('');
    expect(userRequest(draft, false).displayName).toBeNull();
  });

  it('wants every role on a scope, and none twice', () => {
    const draft = { ...userDraft(mina), grants: [{ role: 'viewer' as const, scope: 'org' }, { role: 'viewer' as const, scope: null }] };
    expect(userFaults(draft, false, 12)).toEqual({ grants: 'scope' });
    expect(userFaults({ ...draft, grants: [draft.grants[0]!, { ...draft.grants[0]! }] }, false, 12)).toEqual({ grants: 'twice' });
    expect(userFaults({ ...draft, grants: [] }, false, 12)).toEqual({});
  });
});
