import type { Role } from '@/api/session';
import type { User, UserRequest } from '../api/types';
import { isGoodPassword } from './password';

export interface GrantDraft {
  role: Role;
  /** Null as long as none is chosen. */
  scope: string | null;
}

export interface UserDraft {
  name: string;
  displayName: string;
  grants: readonly GrantDraft[];
  password: string;
}

export type UserField = 'name' | 'displayName' | 'grants' | 'password';
export type UserFault = 'name' | 'tooLong' | 'scope' | 'twice' | 'password';

/** In the order in which they are read; the first one with a fault gets the focus. */
export const userFields: readonly UserField[] = ['name', 'displayName', 'grants', 'password'];

const MAX_NAME = 100;

export function userDraft(user: User | null): UserDraft {
  return {
    name: user?.name ?? '',
    displayName: user === null || user.displayName === user.name ? '' : user.displayName,
    grants: user?.grants.map(({ role, scope }) => ({ role, scope: scope.key })) ?? [{ role: 'viewer', scope: 'org' }],
    password: '',
  };
}

/** What is wrong, by field; empty when the draft can be sent. A user who exists keeps the password. */
export function userFaults(draft: UserDraft, isNew: boolean, minPasswordLength: number): Partial<Record<UserField, UserFault>> {
  const faults: Partial<Record<UserField, UserFault>> = {};
  if (draft.name.trim() === '') faults.name = 'name';
  else if (draft.name.trim().length > MAX_NAME) faults.name = 'tooLong';
  if (draft.displayName.trim().length > MAX_NAME) faults.displayName = 'tooLong';
  if (draft.grants.some(({ scope }) => scope === null)) faults.grants = 'scope';
  else if (new Set(draft.grants.map(({ role, scope }) => `${role} ${scope!}`)).size < draft.grants.length) faults.grants = 'twice';
  if (isNew && !isGoodPassword(draft.password, draft.name, minPasswordLength)) faults.password = 'password';
  return faults;
}

export function userRequest(draft: UserDraft, isNew: boolean): UserRequest {
  const displayName = draft.displayName.trim();
  return {
    name: draft.name.trim(),
    displayName: displayName === '' ? null : displayName,
    grants: draft.grants.map(({ role, scope }) => ({ role, scope })),
    password: isNew ? draft.password : null,
  };
}

/** The same user with another password. */
export const passwordRequest = (user: User, password: string): UserRequest => ({ ...userRequest(userDraft(user), false), password });
