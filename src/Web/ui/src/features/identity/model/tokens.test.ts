import { describe, expect, it } from 'vitest';
import type { SessionActor } from '@/api/session';
import type { Token } from '../api/types';
import { isMine, offeredPermissions, sortTokens, tokenDraft, tokenFaults, tokenRequest, tokenStanding } from './tokens';

const now = Date.parse('2026-11-22T12:00:00Z');
const on = (permission: string, ...keys: string[]) => ({ permission, scopes: keys.map((key) => ({ key })) });
const engineer = { kind: 'user', name: 'eun', homeScope: { key: 'team:search' }, permissions: [on('readCosts', 'team:search'), on('reserve', 'team:search'), on('makeTokens', 'team:search'), on('ingest')] } as unknown as SessionActor;
const token = (name: string, more: Partial<Token> = {}) => ({ name, owner: 'eun', createdAt: '2026-11-01T00:00:00Z', expiresAt: null, revokedAt: null, lastUsedAt: null, ...more }) as Token;

describe('a token to be made', () => {
  it('may do what its maker may, and makes no tokens itself', () => {
    expect(offeredPermissions(engineer)).toEqual(['reserve', 'readCosts']);
    expect(tokenDraft(engineer)).toMatchObject({ permissions: ['reserve'], scope: 'team:search' });
  });

  it('needs a name, a permission and a place', () => {
    expect(tokenFaults({ name: ' ', permissions: [], scope: null, lifetime: '90' })).toEqual({ name: 'name', permissions: 'permissions', scope: 'scope' });
    expect(tokenFaults({ name: 'x'.repeat(81), permissions: ['ingest'], scope: 'org', lifetime: '90' })).toEqual({ name: 'tooLong' });
  });

  it('sends usage for the whole organization or not at all', () => {
    expect(tokenFaults({ name: 'a', permissions: ['ingest'], scope: 'team:search', lifetime: '90' })).toEqual({ scope: 'whole' });
    expect(tokenFaults({ name: 'a', permissions: ['readCosts'], scope: 'team:search', lifetime: '90' })).toEqual({});
  });

  it('ends after so many days, or never', () => {
    const draft = { name: ' gateway ', permissions: ['ingest' as const], scope: 'org', lifetime: '30' as const };
    expect(tokenRequest(draft, now)).toEqual({ name: 'gateway', permissions: ['ingest'], scope: 'org', expiresAt: '2026-12-22T12:00:00.000Z' });
    expect(tokenRequest({ ...draft, lifetime: 'never' }, now).expiresAt).toBeNull();
  });
});

it('tells which token is still good', () => {
  expect(tokenStanding(token('a'), now)).toBe('good');
  expect(tokenStanding(token('a', { expiresAt: '2026-11-22T12:00:00Z' }), now)).toBe('expired');
  expect(tokenStanding(token('a', { expiresAt: '2026-12-01T00:00:00Z', revokedAt: '2026-11-02T00:00:00Z' }), now)).toBe('revoked');
});

it('sorts by use, the unused last of the latest first', () => {
  const tokens = [token('a'), token('b', { lastUsedAt: '2026-11-02T00:00:00Z' }), token('c', { lastUsedAt: '2026-11-03T00:00:00Z' })];
  expect(sortTokens(tokens, 'lastUsed', 'desc', now, (a, b) => a.localeCompare(b)).map(({ name }) => name)).toEqual(['c', 'b', 'a']);
});

it('knows whose it is', () => {
  expect(isMine(token('a'), engineer)).toBe(true);
  expect(isMine(token('a', { owner: 'mina' }), engineer)).toBe(false);
  expect(isMine(token('a', { owner: null }), { kind: 'demo', name: 'demo:FinOps' })).toBe(true);
});
