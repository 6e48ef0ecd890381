/** Scope keys as the server writes them, and the addresses of their pages. */
export type ScopeNames = readonly string[];

const kinds = ['org', 'team', 'project', 'resource'] as const;

/** Percent-encoding as the server's: all but letters, digits and - . _ ~ */
export function escapeName(name: string): string {
  return encodeURIComponent(name).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function scopeKey(names: ScopeNames): string {
  return names.length === 0 ? 'org' : `${kinds[names.length]}:${names.map(escapeName).join('/')}`;
}

/** Null when the key names no scope. */
export function scopeNames(key: string): ScopeNames | null {
  if (key === 'org') return [];
  const match = /^(team|project|resource):(.+)$/.exec(key);
  if (match === null) return null;
  try {
    const names = match[2]!.split('/').map(decodeURIComponent);
    return names.length === kinds.indexOf(match[1] as (typeof kinds)[number]) && names.every((name) => name.trim() !== '') ? names : null;
  } catch {
    return null;
  }
}

/** What the server calls the team, project or resource of spend that names none. */
export const nobody = 'unattributed';

/** Names as people read them: of a level that nobody is named for, the words for that level. */
export function scopeWords(names: ScopeNames, without: readonly [string, string, string]): string[] {
  return names.map((name, level) => (name === nobody ? without[level] ?? name : name));
}

export function scopeAddress(key: string): string {
  const names = scopeNames(key) ?? [];
  return names.length === 0 ? '/org' : `/t/${names.map(escapeName).join('/')}`;
}

/** True when `inner` is `outer` or lies below it. */
export function contains(outer: string, inner: string): boolean {
  const [wide, narrow] = [scopeNames(outer), scopeNames(inner)];
  return wide !== null && narrow !== null && wide.length <= narrow.length && wide.every((name, i) => narrow[i] === name);
}

export const anomalyAddress = (id: string) => `/anomalies/${encodeURIComponent(id)}`;

/** A scope's page with the records behind its figures laid open. */
export const recordsAddress = (key: string) => `${scopeAddress(key)}?records=open`;
