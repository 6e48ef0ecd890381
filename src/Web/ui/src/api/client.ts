import type { paths } from './generated/schema';
import { ApiProblem, toProblem } from './problem';

type Method = 'get' | 'put' | 'post' | 'delete';
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type Ok<O> = O extends { responses: { 200: { content: { 'application/json': infer T } } } | { 201: { content: { 'application/json': infer T } } } } ? T : undefined;
/** The server reads every parameter as text; numbers and flags are written as such, a list as one parameter each. */
type Query<O> = O extends { parameters: { query?: infer Q } } ? { [K in keyof Q]: Q[K] | number | boolean } : never;
type Path<O> = O extends { parameters: { path: infer P } } ? P : never;
type Content<R> = [R] extends [never] ? never : R extends { content: { 'application/json': infer B } } ? NonNullable<B> : never;
type Body<O> = O extends { requestBody?: infer R } ? Content<NonNullable<R>> : never;

export interface RequestInput<O> {
  query?: Query<O>;
  path?: Path<O>;
  body?: Body<O>;
  /** Lines of a table instead of a body of JSON, for what takes both. */
  csv?: string;
  signal?: AbortSignal;
}

function address(template: string, path: object | undefined, query: object | undefined): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String((path as Record<string, unknown>)[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (Array.isArray(value)) value.forEach((one) => search.append(name, String(one)));
    else if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
}

const ANTIFORGERY_HEADER = 'x-xsrf-token';
let antiforgeryToken: string | null = null;

/** Keeps the token that proves that a change comes from this page; it belongs to who is signed in. */
export function keepAntiforgeryToken(token: string | null): void {
  antiforgeryToken = token;
}

function headers(method: Method, type: string | null): Record<string, string> {
  return {
    accept: 'application/json',
    ...(type === null ? {} : { 'content-type': type }),
    ...(method === 'get' ? {} : antiforgeryHeaders()),
  };
}

/** What proves that a change comes from this page, for the one way to the server that is not `request`. */
export const antiforgeryHeaders = (): Record<string, string> => (antiforgeryToken === null ? {} : { [ANTIFORGERY_HEADER]: antiforgeryToken });

/** One typed way to the server: path and method decide the shapes of input and answer. */
export async function request<P extends keyof paths, M extends Method>(
  method: M,
  path: P,
  input: RequestInput<Operation<P, M>> = {},
): Promise<Ok<Operation<P, M>>> {
  let response: Response;
  try {
    response = await fetch(address(path, input.path as object | undefined, input.query as object | undefined), {
      method: method.toUpperCase(),
      signal: input.signal ?? null,
      headers: headers(method, input.csv !== undefined ? 'text/csv' : input.body === undefined ? null : 'application/json'),
      body: input.csv ?? (input.body === undefined ? null : JSON.stringify(input.body)),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem('offline', 0, error instanceof Error ? error.message : 'offline');
  }
  if (!response.ok) throw await toProblem(response);
  return (response.status === 204 ? undefined : await response.json()) as Ok<Operation<P, M>>;
}
