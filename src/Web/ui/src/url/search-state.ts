/**
 * One typed codec per page: reading never throws, an unknown value is the default, a default is not written,
 * and parameters of others are left where they are.
 */
export interface Field<T> {
  read(text: string | null): T;
  /** Null removes the parameter. */
  write(value: T): string | null;
}

export type Fields<T> = { readonly [K in keyof T]: Field<T[K]> };

export function choice<const T extends string>(values: readonly T[], fallback: T): Field<T> {
  return {
    read: (text) => values.find((value) => value === text) ?? fallback,
    write: (value) => (value === fallback ? null : value),
  };
}

/** A choice that may be left open. */
export function optional<const T extends string>(values: readonly T[]): Field<T | null> {
  return { read: (text) => values.find((value) => value === text) ?? null, write: (value) => value };
}

export function text(pattern: RegExp): Field<string | null> {
  return { read: (value) => (value !== null && pattern.test(value) ? value : null), write: (value) => value };
}

/** Something that is on or off, and off unless it is said. */
export const flag: Field<boolean> = { read: (value) => value === '1', write: (value) => (value ? '1' : null) };

export const day: Field<string | null> = {
  read: (value) => (value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : null),
  write: (value) => value,
};

export function readState<T>(fields: Fields<T>, search: URLSearchParams): T {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, (field as Field<unknown>).read(search.get(name))])) as T;
}

export function writeState<T>(fields: Fields<T>, search: URLSearchParams, patch: Partial<T>): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(patch)) {
    const written = (fields[name as keyof T] as Field<unknown>).write(value);
    if (written === null) next.delete(name);
    else next.set(name, written);
  }
  return next;
}
