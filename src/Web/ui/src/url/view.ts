import type { Role } from '@/api/session';
import { optional, type Fields } from './search-state';

/** Four ways to read the same figures. */
export const views = ['analyst', 'engineer', 'manager', 'executive'] as const;
export type View = (typeof views)[number];

/** Through whose eyes a page is read; null for the reader's own. Charts call their table a view: this one has another name. */
export interface ViewState {
  as: View | null;
}

export const viewFields: Fields<ViewState> = { as: optional(views) };

const ofRole: Record<Role, View> = { administrator: 'analyst', finOps: 'analyst', engineer: 'engineer', manager: 'manager', executive: 'executive', viewer: 'executive' };

/** The way that a role reads. */
export const viewOf = (role: Role | undefined): View => (role === undefined ? 'analyst' : ofRole[role]);
