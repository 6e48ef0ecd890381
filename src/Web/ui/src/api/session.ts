import { queryOptions } from '@tanstack/react-query';
import { contains } from '@/url/scope-path';
import { keepAntiforgeryToken, request } from './client';
import type { components } from './generated/schema';

type Schemas = components['schemas'];

export type Session = Schemas['SessionResponse'];
export type SessionActor = Schemas['ActorResponse'];
export type Role = Schemas['Role'];
export type Permission = Schemas['Permission'];
export type Grant = Schemas['GrantResponse'];

const FRESH = 30_000;
const CHANNEL = 'finopsai.session';

/** Every answer with a session brings the token that its next changes are sent with. */
function accept(session: Session): Session {
  keepAntiforgeryToken(session.antiforgeryToken);
  return session;
}

/** Who is signed in. Asked for at the start, and again when the reader comes back to the page: it may have ended elsewhere. */
export const sessionQuery = () =>
  queryOptions({ queryKey: ['session'], queryFn: async ({ signal }) => accept(await request('get', '/api/v1/session', { signal })), staleTime: FRESH });

export const signIn = (name: string, password: string) => request('post', '/api/v1/session', { body: { name, password } }).then(accept).then(announce);

export const setUp = (body: Schemas['SetupRequest']) => request('post', '/api/v1/setup', { body }).then(accept).then(announce);

export const changePassword = (current: string, next: string) =>
  request('put', '/api/v1/session/password', { body: { current, new: next } }).then(accept).then(announce);

export const chooseDemoRole = (role: Role) => request('put', '/api/v1/session/demo-role', { body: { role, scope: null } }).then(accept).then(announce);

export const signOut = () => request('delete', '/api/v1/session').then(announce);

let channel: BroadcastChannel | null = null;
/** One for the page: what a page says itself, it does not hear. */
const otherPages = () => (channel ??= new BroadcastChannel(CHANNEL));

/** Tells this browser's other pages that somebody else may be signed in now. */
function announce<T>(value: T): T {
  otherPages().postMessage('changed');
  return value;
}

/** Calls when another page of this browser signed in or out. */
export function onSessionElsewhere(listener: () => void): () => void {
  otherPages().addEventListener('message', listener);
  return () => otherPages().removeEventListener('message', listener);
}

/** Whether something may be done on a scope; without one, anywhere at all. */
export function may(actor: Pick<SessionActor, 'permissions'> | null, permission: Permission, scope: string | null = null): boolean {
  const scopes = actor?.permissions.find((one) => one.permission === permission)?.scopes ?? [];
  return scope === null ? scopes.length > 0 : scopes.some(({ key }) => contains(key, scope));
}

/** Two sessions are one and the same when neither the person nor what it may do has changed. */
export function isSameActor(before: SessionActor | null, after: SessionActor | null): boolean {
  const known = (actor: SessionActor | null) => actor === null ? '' : JSON.stringify([actor.id, actor.grants, actor.permissions]);
  return known(before) === known(after);
}
