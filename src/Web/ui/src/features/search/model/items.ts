import type { Scope, ScopeKind } from '@/api/types';
import { scopeAddress, scopeNames, type ScopeNames } from '@/url/scope-path';

export interface PaletteItem {
  label: string;
  /** The names above it. */
  path: string;
  kind: ScopeKind | 'page';
  address: string;
}

/** More than that nobody reads: the next letter narrows it down. */
const MAX_ITEMS = 40;

/** Pages whose name holds the text, then scopes; the widest first, since a team is asked for more often than its parts. */
export function paletteItems(scopes: readonly Scope[], pages: readonly { label: string; address: string }[], text: string, words: (names: ScopeNames) => string[]): PaletteItem[] {
  const wanted = text.trim().toLowerCase();
  const found = pages.filter((page) => page.label.toLowerCase().includes(wanted)).map((page): PaletteItem => ({ ...page, path: '', kind: 'page' }));
  const depth: Record<ScopeKind, number> = { organization: 0, team: 1, project: 2, resource: 3 };
  const below = scopes
    .filter((scope) => scope.kind !== 'organization')
    .toSorted((a, b) => depth[a.kind] - depth[b.kind])
    .map((scope): PaletteItem => {
      const names = words(scopeNames(scope.key) ?? [scope.name]);
      return { label: names.at(-1)!, path: names.slice(0, -1).join(' / '), kind: scope.kind, address: scopeAddress(scope.key) };
    });
  return [...found, ...below].slice(0, MAX_ITEMS);
}
