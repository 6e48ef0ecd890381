import { antiforgeryHeaders } from './client';
import { ApiProblem, toProblem } from './problem';
import type { ImportPreview, UsageReceipt } from './types';

/** What a person says about a file; what is null the server finds out. */
export interface ImportChoices {
  format: string | null;
  /** Field of each column that is read; null leaves it to the server to propose. */
  map: ReadonlyMap<string, string> | null;
  provider: string;
  team: string;
  currency: string;
  decimalComma: boolean | null;
  revision: number;
}

/** A preview needs a file's beginning only. */
export const HEAD_BYTES = 256 * 1024;

export function importAddress(path: string, name: string, choices: ImportChoices, isHead: boolean): string {
  const search = new URLSearchParams({ name });
  const given = { format: choices.format, provider: choices.provider, row_team: choices.team, currency: choices.currency, decimal_comma: choices.decimalComma };
  for (const [key, value] of Object.entries(given)) {
    if (value !== null && value !== '') search.set(key, String(value));
  }
  for (const [column, field] of choices.map ?? []) search.append('map', `${field}=${column}`);
  if (choices.revision > 0) search.set('revision', String(choices.revision));
  if (isHead) search.set('head', 'true');
  return `${path}?${search.toString()}`;
}

export async function previewImport(file: File, choices: ImportChoices, signal: AbortSignal): Promise<ImportPreview> {
  const isHead = file.size > HEAD_BYTES;
  const answer = await send(importAddress('/api/v1/imports/preview', file.name, choices, isHead), isHead ? file.slice(0, HEAD_BYTES) : file, signal);
  if (!answer.ok) throw await toProblem(answer);
  return (await answer.json()) as ImportPreview;
}

/** A file that was read in part is answered with what became of that part, whatever the status. */
export async function importFile(file: File, choices: ImportChoices, signal: AbortSignal, onSent: (share: number) => void): Promise<UsageReceipt> {
  const answer = await send(importAddress('/api/v1/imports', file.name, choices, false), file, signal, onSent);
  const problem = answer.clone();
  const body = (await answer.json().catch(() => null)) as UsageReceipt | null;
  if (body !== null && 'accepted' in body) return body;
  throw await toProblem(problem);
}

/** The only request that tells how much of it has been sent. */
function send(address: string, body: Blob, signal: AbortSignal, onSent?: (share: number) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open('POST', address);
    for (const [name, value] of Object.entries({ accept: 'application/json', 'content-type': 'text/csv', ...antiforgeryHeaders() })) call.setRequestHeader(name, value);
    call.upload.onprogress = ({ loaded, total }) => onSent?.(total > 0 ? loaded / total : 0);
    call.onload = () => {
      const after = call.getResponseHeader('retry-after');
      resolve(new Response(call.responseText, { status: call.status, statusText: call.statusText, headers: after === null ? {} : { 'retry-after': after } }));
    };
    call.onerror = () => reject(new ApiProblem('offline', 0, 'offline'));
    call.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    signal.addEventListener('abort', () => call.abort());
    call.send(body);
  });
}
