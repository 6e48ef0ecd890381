/** Every page that a menu leads to: header, palette and keyboard take it from here. */
export const pages = [
  { name: 'overview', address: '/', key: 'o', menu: 'main' },
  { name: 'explore', address: '/org', key: 'e', menu: 'main' },
  { name: 'anomalies', address: '/anomalies', key: 'a', menu: 'main' },
  { name: 'budgets', address: '/budgets', key: 'b', menu: 'main' },
  { name: 'experiments', address: '/experiments', key: 'x', menu: 'main' },
  { name: 'allocation', address: '/allocation', key: 'l', menu: 'main' },
  { name: 'showback', address: '/showback', key: 'w', menu: 'manage' },
  { name: 'plans', address: '/plans', key: 'p', menu: 'manage' },
  { name: 'sources', address: '/sources', key: 's', menu: 'manage' },
  { name: 'alerts', address: '/alerts', key: 'r', menu: 'manage' },
  { name: 'policies', address: '/policies', key: 'y', menu: 'manage' },
  { name: 'audit', address: '/audit', key: 'u', menu: 'manage' },
] as const;

export type PageName = (typeof pages)[number]['name'];

/** Those that stand in the header; the others are one click away. */
export const mainPages = pages.filter((page) => page.menu === 'main');
export const managePages = pages.filter((page) => page.menu === 'manage');
