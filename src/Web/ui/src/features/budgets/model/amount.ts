import { readNumber } from '@/format/read-number';

/** Reads an amount as people type it. Null when it is not above zero. */
export function readAmount(text: string): number | null {
  const value = readNumber(text);
  return value !== null && value > 0 ? value : null;
}
