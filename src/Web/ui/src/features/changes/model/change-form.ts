import type { ChangeKind, ChangeRequest } from '@/api/types';
import { toLocal } from '@/format/local-time';

export const changeKinds = ['deploy', 'model', 'prompt', 'config', 'other'] as const satisfies readonly ChangeKind[];

/** What the form holds: texts as they were typed, the time as the reader's clock shows it. */
export interface ChangeDraft {
  scope: string | null;
  kind: ChangeKind;
  title: string;
  at: string;
  version: string;
  url: string;
}

export type ChangeField = 'scope' | 'title' | 'at' | 'version' | 'url';
export type ChangeFault = 'scope' | 'title' | 'tooLong' | 'time' | 'ahead' | 'url';

const DAY = 86_400_000;
const EARLIEST = Date.UTC(2000, 0, 1);
const most = { title: 200, version: 100, url: 2_000 } as const;

/** The order in which fields are read; the first one with a fault gets the focus. */
export const changeFields: readonly ChangeField[] = ['title', 'scope', 'at', 'version', 'url'];

export const newChange = (now: number, scope: string | null): ChangeDraft => ({ scope, kind: 'deploy', title: '', at: toLocal(now), version: '', url: '' });

/** What is wrong, by field; empty when the draft can be sent. */
export function changeFaults(draft: ChangeDraft, now: number): Partial<Record<ChangeField, ChangeFault>> {
  const faults: Partial<Record<ChangeField, ChangeFault>> = {};
  const at = Date.parse(draft.at);
  if (draft.scope === null) faults.scope = 'scope';
  if (draft.title.trim() === '') faults.title = 'title';
  if (Number.isNaN(at) || at < EARLIEST) faults.at = 'time';
  else if (at > now + DAY) faults.at = 'ahead';
  if (draft.url.trim() !== '' && !isAddress(draft.url.trim())) faults.url = 'url';
  for (const field of ['title', 'version', 'url'] as const) {
    if (draft[field].trim().length > most[field]) faults[field] = 'tooLong';
  }
  return faults;
}

/** Whether something may be linked to. */
export function isAddress(text: string): boolean {
  const address = URL.canParse(text) ? new URL(text) : null;
  return address !== null && (address.protocol === 'https:' || address.protocol === 'http:');
}

const optional = (text: string) => (text.trim() === '' ? null : text.trim());

/** The request that a draft without faults makes. Who tells it is known by who is signed in. */
export const changeRequest = (draft: ChangeDraft): ChangeRequest => ({
  scope: draft.scope, kind: draft.kind, title: draft.title.trim(), at: new Date(draft.at).toISOString(), version: optional(draft.version), url: optional(draft.url), by: null,
});

/** What a pipeline calls after it has deployed. */
export function deployCommand(origin: string, scope: string, title: string): string {
  const body = JSON.stringify({ scope, kind: 'deploy', title, version: '1.4.0' }).replaceAll("'", String.raw`'\''`);
  return `curl -X POST ${origin}/api/v1/changes \\\n  -H "authorization: Bearer $FINOPSAI_TOKEN" \\\n  -H 'content-type: application/json' \\\n  -d '${body}'`;
}
