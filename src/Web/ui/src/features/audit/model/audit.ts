import { day, text, type Fields } from '@/url/search-state';

export interface AuditState {
  actor: string | null;
  action: string | null;
  subject: string | null;
  scope: string | null;
  /** UTC days, both included. */
  from: string | null;
  to: string | null;
  /** The number of the line before which the page begins; null for the newest. */
  before: string | null;
}

export const auditFields: Fields<AuditState> = {
  actor: text(/^\S.{0,99}$/),
  action: text(/^\S.{0,99}$/),
  subject: text(/^\S.{0,199}$/),
  scope: text(/^(org|(team|project|resource):.+)$/),
  from: day,
  to: day,
  before: text(/^\d{1,18}$/),
};

export const noAuditFilter = { actor: null, action: null, subject: null, scope: null, from: null, to: null, before: null } as const satisfies AuditState;

const DAY = 86_400_000;

/** What the server is asked for; the end of a day is the start of the next. */
export function auditQuery({ actor, action, subject, scope, from, to }: AuditState): Record<string, string> {
  const given = { actor, action, subject, scope, from: from === null ? null : `${from}T00:00:00Z`, to: to === null ? null : new Date(Date.parse(to) + DAY).toISOString() };
  return Object.fromEntries(Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== null));
}

export const isFiltered = (state: AuditState) => Object.keys(auditQuery(state)).length > 0;

/** Where the same lines, all of them, come as a file. */
export function exportAddress(state: AuditState): string {
  const search = new URLSearchParams(auditQuery(state)).toString();
  return search === '' ? '/api/v1/audit/export' : `/api/v1/audit/export?${search}`;
}

/** The page of what a line is about; null where it has none. */
export function subjectAddress(subject: string): string | null {
  const match = /^(incident|anomaly|policy|channel|route|source|budget|experiment|planned-event|change|attribution|shared-cost)\/(.+)$/.exec(subject);
  if (match === null) return null;
  const id = encodeURIComponent(match[2]!);
  const pages: Record<string, string> = {
    incident: `/anomalies/${id}`, anomaly: `/anomalies/${id}`, 'planned-event': '/plans', change: '/plans', attribution: '/allocation', 'shared-cost': '/allocation', policy: `/policies/${id}`, channel: '/alerts', route: '/alerts', source: `/sources/${id}`, budget: `/budgets/${id}`, experiment: `/experiments/${id}`,
  };
  return pages[match[1]!]!;
}
