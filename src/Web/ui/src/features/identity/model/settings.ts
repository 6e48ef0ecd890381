import { nextOrder, type SortOrder } from '@/ui/sort-order';
import { choice, type Fields } from '@/url/search-state';
import { tokenColumns, type TokenColumn } from './tokens';
import { userColumns, type UserColumn } from './users';

export const settingTabs = ['account', 'tokens', 'users', 'currency'] as const;
export type SettingTab = (typeof settingTabs)[number];

export interface SettingsState {
  tab: SettingTab;
  /** What the list of users is sorted by. */
  users: UserColumn;
  usersOrder: SortOrder;
  tokens: TokenColumn;
  tokensOrder: SortOrder;
  /** Whose tokens. */
  whose: 'mine' | 'all';
}

export const settingsFields: Fields<SettingsState> = {
  tab: choice(settingTabs, 'account'),
  users: choice(userColumns, 'name'),
  usersOrder: choice(['asc', 'desc'], 'asc'),
  tokens: choice(tokenColumns, 'created'),
  tokensOrder: choice(['asc', 'desc'], 'desc'),
  whose: choice(['mine', 'all'], 'mine'),
};

/** Times begin with the latest, everything else with the first. */
export const columnOrder = (isSame: boolean, order: SortOrder, column: UserColumn | TokenColumn): SortOrder =>
  nextOrder(isSame, order, column === 'lastSignIn' || column === 'lastUsed' || column === 'created' ? 'desc' : 'asc');
