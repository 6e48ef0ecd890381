import type { Permission } from '@/api/session';

interface PageEntry {
  name: string;
  address: string;
  /** The second key after `g`. */
  key: string;
  menu: 'main' | 'manage' | 'none';
  needs: Permission;
  on: 'org' | null;
}

/** Every page that a menu leads to: header, palette and keyboard take it from here. What it needs stands with it, `on` the organization or anywhere (null). */
export const pages = [
  { name: 'overview', address: '/', key: 'o', menu: 'main', needs: 'readCosts', on: null },
  { name: 'explore', address: '/explore', key: 'e', menu: 'main', needs: 'readCosts', on: null },
  { name: 'efficiency', address: '/efficiency', key: 'v', menu: 'main', needs: 'readCosts', on: null },
  { name: 'anomalies', address: '/anomalies', key: 'a', menu: 'main', needs: 'readCosts', on: null },
  { name: 'budgets', address: '/budgets', key: 'b', menu: 'main', needs: 'readCosts', on: null },
  { name: 'scenarios', address: '/scenarios', key: 'c', menu: 'main', needs: 'readCosts', on: null },
  { name: 'scopes', address: '/org', key: 't', menu: 'manage', needs: 'readCosts', on: 'org' },
  { name: 'experiments', address: '/experiments', key: 'x', menu: 'manage', needs: 'readCosts', on: null },
  { name: 'allocation', address: '/allocation', key: 'l', menu: 'manage', needs: 'readCosts', on: 'org' },
  { name: 'showback', address: '/showback', key: 'w', menu: 'manage', needs: 'readCosts', on: null },
  { name: 'plans', address: '/plans', key: 'p', menu: 'manage', needs: 'readCosts', on: null },
  { name: 'start', address: '/start', key: 'f', menu: 'manage', needs: 'readCosts', on: 'org' },
  { name: 'sources', address: '/sources', key: 's', menu: 'manage', needs: 'readCosts', on: 'org' },
  { name: 'alerts', address: '/alerts', key: 'r', menu: 'manage', needs: 'manageAlerts', on: 'org' },
  { name: 'policies', address: '/policies', key: 'y', menu: 'manage', needs: 'readCosts', on: null },
  { name: 'audit', address: '/audit', key: 'u', menu: 'manage', needs: 'readAudit', on: null },
  { name: 'glossary', address: '/glossary', key: 'i', menu: 'none', needs: 'readCosts', on: null },
  { name: 'settings', address: '/settings', key: ',', menu: 'none', needs: 'readCosts', on: null },
] as const satisfies readonly PageEntry[];

export type PageName = (typeof pages)[number]['name'];

/** Those that stand in the header; the others are one click away. */
export const mainPages = pages.filter((page) => page.menu === 'main');
export const managePages = pages.filter((page) => page.menu === 'manage');

/** Pages below others that need more than to look. */
const inner = [
  { address: /^\/sources\/(new|[^/]+\/edit)$/, name: 'sources', needs: 'manageSources', on: 'org' },
  { address: /^\/sources\/upload$/, name: 'sources', needs: 'ingest', on: 'org' },
  { address: /^\/policies\/new$/, name: 'policies', needs: 'managePolicies', on: null },
] as const;

/** The page of an address, or that it lies below, and what it needs; undefined for addresses that no menu leads to. */
export function pageOf(pathname: string): Pick<PageEntry, 'needs' | 'on'> & { name: PageName } | undefined {
  const deeper = inner.find((page) => page.address.test(pathname));
  if (deeper !== undefined) return deeper;
  if (pathname.startsWith('/t/')) return { name: 'scopes', needs: 'readCosts', on: null };
  return pages.find((page) => pathname === page.address || (page.address !== '/' && pathname.startsWith(`${page.address}/`)));
}
