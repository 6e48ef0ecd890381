import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepAntiforgeryToken, request } from './client';
import { ApiProblem } from './problem';

const calls: { address: string; init: RequestInit }[] = [];
let answer: () => Response;

beforeEach(() => {
  calls.length = 0;
  answer = () => Response.json({});
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => {
    calls.push({ address, init });
    return Promise.resolve(answer());
  });
});

afterEach(() => {
  keepAntiforgeryToken(null);
  vi.unstubAllGlobals();
});

const sent = () => (calls[0]!.init.headers as Record<string, string>)['x-xsrf-token'];

it('sends the session\'s token with what changes something', async () => {
  keepAntiforgeryToken('proof');
  await request('post', '/api/v1/users/{id}/enable', { path: { id: 'a/b' } });
  expect(calls[0]!.address).toBe('/api/v1/users/a%2Fb/enable');
  expect(sent()).toBe('proof');
});

it('sends no token with what only reads, and none where there is none', async () => {
  await request('delete', '/api/v1/session');
  expect(sent()).toBeUndefined();
  calls.length = 0;
  keepAntiforgeryToken('proof');
  await request('get', '/api/v1/session');
  expect(sent()).toBeUndefined();
});

it.each([[401, 'signedOut'], [403, 'forbidden'], [404, 'notFound'], [429, 'busy'], [400, 'invalid'], [500, 'server']])('tells a %d as %s', async (status, kind) => {
  answer = () => Response.json({ detail: 'No.' }, { status, headers: { 'retry-after': '7' } });
  const problem = await request('get', '/api/v1/meta').then(() => null, (error: unknown) => error);
  expect(problem).toBeInstanceOf(ApiProblem);
  expect(problem).toMatchObject({ kind, status, message: 'No.', retryAfter: 7 });
});
