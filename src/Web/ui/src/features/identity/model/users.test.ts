import { expect, it } from 'vitest';
import type { User } from '../api/types';
import { sortUsers, standing } from './users';

const now = Date.parse('2026-11-22T12:00:00Z');
const user = (displayName: string, more: Partial<User> = {}) => ({ displayName, disabledAt: null, lockedUntil: null, lastSignInAt: null, ...more }) as User;
const compare = (a: string, b: string) => a.localeCompare(b);
const names = (users: readonly User[]) => users.map(({ displayName }) => displayName).join('');

it('tells a lockout that is over from one that is not, and a disabled user from both', () => {
  expect(standing({ disabledAt: null, lockedUntil: '2026-11-22T12:00:01Z' }, now)).toBe('locked');
  expect(standing({ disabledAt: null, lockedUntil: '2026-11-22T12:00:00Z' }, now)).toBe('active');
  expect(standing({ disabledAt: '2026-11-01T00:00:00Z', lockedUntil: '2026-11-22T12:00:01Z' }, now)).toBe('disabled');
});

it('sorts by a column both ways, equal ones by name', () => {
  const users = [user('c', { lastSignInAt: '2026-11-02T00:00:00Z' }), user('b'), user('a', { disabledAt: '2026-11-01T00:00:00Z' })];
  expect(names(sortUsers(users, 'name', 'asc', now, compare))).toBe('abc');
  expect(names(sortUsers(users, 'name', 'desc', now, compare))).toBe('cba');
  expect(names(sortUsers(users, 'lastSignIn', 'desc', now, compare))).toBe('cab');
  expect(names(sortUsers(users, 'standing', 'desc', now, compare))).toBe('abc');
});
