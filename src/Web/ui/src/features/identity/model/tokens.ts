import type { Permission, SessionActor } from '@/api/session';
import type { SortOrder } from '@/ui/sort-order';
import type { Token, TokenRequest } from '../api/types';

export type TokenStanding = 'good' | 'expired' | 'revoked';

export function tokenStanding(token: Pick<Token, 'revokedAt' | 'expiresAt'>, now: number): TokenStanding {
  if (token.revokedAt !== null) return 'revoked';
  return token.expiresAt !== null && Date.parse(token.expiresAt) <= now ? 'expired' : 'good';
}

export const tokenColumns = ['name', 'owner', 'standing', 'created', 'lastUsed'] as const;
export type TokenColumn = (typeof tokenColumns)[number];

const ranks: Record<TokenStanding, number> = { good: 0, expired: 1, revoked: 2 };
const time = (at: string | null) => (at === null ? 0 : Date.parse(at));

export function sortTokens(tokens: readonly Token[], column: TokenColumn, order: SortOrder, now: number, compare: (a: string, b: string) => number): Token[] {
  const by: Record<TokenColumn, (a: Token, b: Token) => number> = {
    name: (a, b) => compare(a.name, b.name),
    owner: (a, b) => compare(a.owner ?? '', b.owner ?? ''),
    standing: (a, b) => ranks[tokenStanding(a, now)] - ranks[tokenStanding(b, now)],
    created: (a, b) => time(a.createdAt) - time(b.createdAt),
    lastUsed: (a, b) => time(a.lastUsedAt) - time(b.lastUsedAt),
  };
  const sign = order === 'asc' ? 1 : -1;
  return tokens.toSorted((a, b) => sign * by[column](a, b) || time(b.createdAt) - time(a.createdAt));
}

/** How long a new token is good, in days; null is for ever. */
export const lifetimes = ['30', '90', '365', 'never'] as const;
export type Lifetime = (typeof lifetimes)[number];

export interface TokenDraft {
  name: string;
  permissions: readonly Permission[];
  scope: string | null;
  lifetime: Lifetime;
}

export type TokenField = 'name' | 'permissions' | 'scope';
export type TokenFault = 'name' | 'tooLong' | 'permissions' | 'scope' | 'whole';
export const tokenFields: readonly TokenField[] = ['name', 'permissions', 'scope'];

const MAX_NAME = 80;
const DAY = 86_400_000;

/** What a token can be for, most wanted first: what programs do. A token makes no tokens and manages nobody. */
const offered = [
  'ingest', 'reserve', 'readCosts', 'readRecords', 'readMetrics', 'readAudit', 'triage', 'manageExperiments', 'requestIncrease', 'approveIncrease',
  'manageBudgets', 'managePlans', 'manageAttribution', 'manageSources', 'manageAlerts', 'managePolicies', 'approveDecisions',
] as const satisfies readonly Permission[];

/** What is not of any one team: a token for it is good on the organization, or for nothing. */
const whole: readonly Permission[] = ['ingest', 'readMetrics', 'manageAttribution', 'manageSources', 'manageAlerts'];

/** What the maker may do, and hence may hand on. */
export const offeredPermissions = (actor: Pick<SessionActor, 'permissions'>): Permission[] =>
  offered.filter((permission) => actor.permissions.some((one) => one.permission === permission && one.scopes.length > 0));

/** A token is most often for a program that sends usage; who may not do that begins with reading. */
export function tokenDraft(actor: Pick<SessionActor, 'permissions' | 'homeScope'>): TokenDraft {
  const [first] = offeredPermissions(actor);
  return { name: '', permissions: first === undefined ? [] : [first], scope: actor.homeScope?.key ?? 'org', lifetime: '90' };
}

export function tokenFaults(draft: TokenDraft): Partial<Record<TokenField, TokenFault>> {
  const faults: Partial<Record<TokenField, TokenFault>> = {};
  if (draft.name.trim() === '') faults.name = 'name';
  else if (draft.name.trim().length > MAX_NAME) faults.name = 'tooLong';
  if (draft.permissions.length === 0) faults.permissions = 'permissions';
  if (draft.scope === null) faults.scope = 'scope';
  else if (draft.scope !== 'org' && draft.permissions.some((permission) => whole.includes(permission))) faults.scope = 'whole';
  return faults;
}

export function tokenRequest(draft: TokenDraft, now: number): TokenRequest {
  return {
    name: draft.name.trim(),
    permissions: [...draft.permissions],
    scope: draft.scope,
    expiresAt: draft.lifetime === 'never' ? null : new Date(now + Number(draft.lifetime) * DAY).toISOString(),
  };
}

/** Over generated data a token belongs to nobody: to whoever looks. */
export const isMine = (token: Pick<Token, 'owner'>, actor: Pick<SessionActor, 'kind' | 'name'>) => token.owner === (actor.kind === 'user' ? actor.name : null);
