import type { SortOrder } from '@/ui/sort-order';
import type { User } from '../api/types';

export type Standing = 'active' | 'locked' | 'disabled';

export function standing(user: Pick<User, 'disabledAt' | 'lockedUntil'>, now: number): Standing {
  if (user.disabledAt !== null) return 'disabled';
  return user.lockedUntil !== null && Date.parse(user.lockedUntil) > now ? 'locked' : 'active';
}

export const userColumns = ['name', 'standing', 'lastSignIn'] as const;
export type UserColumn = (typeof userColumns)[number];

const ranks: Record<Standing, number> = { active: 0, locked: 1, disabled: 2 };

/** Sorted by a column, equal ones by name; who never signed in comes last of all who did. */
export function sortUsers(users: readonly User[], column: UserColumn, order: SortOrder, now: number, compare: (a: string, b: string) => number): User[] {
  const by: Record<UserColumn, (a: User, b: User) => number> = {
    name: (a, b) => compare(a.displayName, b.displayName),
    standing: (a, b) => ranks[standing(a, now)] - ranks[standing(b, now)],
    lastSignIn: (a, b) => (a.lastSignInAt === null ? 0 : Date.parse(a.lastSignInAt)) - (b.lastSignInAt === null ? 0 : Date.parse(b.lastSignInAt)),
  };
  const sign = order === 'asc' ? 1 : -1;
  return users.toSorted((a, b) => sign * by[column](a, b) || compare(a.displayName, b.displayName));
}
