import type { ImportColumn } from '@/api/types';

/** What a column can be, as people look for it; units that are not among them are offered by their names. */
export const fieldGroups = {
  when: ['timestamp'],
  who: ['provider', 'model', 'service', 'region', 'service_tier'],
  where: ['team', 'project', 'resource', 'experiment'],
  cost: ['effective_cost', 'billed_cost', 'list_cost', 'billing_currency', 'status', 'charge_category'],
  usage: ['token.input', 'token.output', 'token.cache_read', 'token.cache_write', 'token.embedding', 'request', 'gpu_hour'],
  other: ['id', 'source', 'revision', 'tags', 'user_id', 'api_key_id'],
} as const;

export type FieldGroup = keyof typeof fieldGroups;
export type KnownField = (typeof fieldGroups)[FieldGroup][number];

const known = new Set<string>(Object.values(fieldGroups).flat());

export const isKnownField = (field: string): field is KnownField => known.has(field);

/** Names of fields hold points, which in a text's key would lead deeper. */
export const textOf = <T extends KnownField>(field: T) => field.replace('.', '_') as T extends `${infer A}.${infer B}` ? `${A}_${B}` : T;

/** Units that the server takes and that are in no group. */
export const moreUnits = (fields: readonly string[]): string[] => fields.filter((field) => !known.has(field));

/** What is read of each column, as the server proposes or says. */
export function mapOf(columns: readonly ImportColumn[]): Map<string, string> {
  return new Map(columns.filter((column) => column.field !== null).map((column) => [column.name, column.field!]));
}

/** A field is read from one column: choosing it for another takes it away from the first. No field leaves the column out. */
export function chooseField(map: ReadonlyMap<string, string>, column: string, field: string): Map<string, string> {
  const next = new Map([...map].filter(([name, one]) => name !== column && one !== field));
  if (field !== '') next.set(column, field);
  return next;
}

/** A column that is to be kept as a tag is called by its own name. */
export const tagOf = (column: string) => `tag.${column}`;

/** The largest file that a browser sends: what the server takes by default. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** Sizes as people read them. */
export function sizeOf(bytes: number): { value: number; unit: 'byte' | 'kilobyte' | 'megabyte' } {
  if (bytes < 1024) return { value: bytes, unit: 'byte' };
  return bytes < 1024 * 1024 ? { value: Math.round(bytes / 1024), unit: 'kilobyte' } : { value: Math.round(bytes / 1024 / 102.4) / 10, unit: 'megabyte' };
}

/** A revision that is above all that were given before: minutes since the year 2020. */
export const nextRevision = (now: number): number => Math.floor((now - Date.UTC(2020, 0, 1)) / 60_000);
