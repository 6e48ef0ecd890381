import { plainNumber, readNumber } from '@/format/read-number';
import type { ValueUnit, ValueUnitRequest } from '../api/types';

/** What the form holds: texts as they were typed. */
export interface UnitDraft {
  name: string;
  scope: string | null;
  worth: string;
  currency: string;
}

export type UnitField = keyof UnitDraft;
export type UnitFault = 'name' | 'scope' | 'worth' | 'currency';

/** The order in which fields are read; the first one with a fault gets the focus. */
export const unitFields: readonly UnitField[] = ['name', 'scope', 'worth', 'currency'];

export const MAX_NAME = 200;
const MAX = 1_000_000_000;

export const newUnit = (scope: string, currency: string): UnitDraft => ({ name: '', scope, worth: '', currency });

export const unitDraft = ({ name, scope, worth, currency }: ValueUnit): UnitDraft => ({ name, scope, worth: worth === null ? '' : String(worth), currency });

export function unitFaults({ name, scope, worth, currency }: UnitDraft): Partial<Record<UnitField, UnitFault>> {
  const amount = readNumber(worth);
  return {
    ...(name.trim() === '' || name.trim().length > MAX_NAME ? { name: 'name' as const } : {}),
    ...(scope === null ? { scope: 'scope' as const } : {}),
    ...(worth.trim() !== '' && (amount === null || amount <= 0 || amount > MAX) ? { worth: 'worth' as const } : {}),
    ...(/^[A-Za-z]{3}$/.test(currency.trim()) ? {} : { currency: 'currency' as const }),
  };
}

/** The request that a draft without faults makes. */
export const unitRequest = ({ name, scope, worth, currency }: UnitDraft): ValueUnitRequest => ({
  name: name.trim(), scope, worth: worth.trim() === '' ? null : readNumber(worth), currency: currency.trim().toUpperCase(),
});

/** A day and how many, as a line that the server reads; null when one of them is none. */
export function countLine(day: string, amount: string): string | null {
  const value = readNumber(amount);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && value !== null && value >= 0 && value <= MAX ? `${day},${plainNumber(amount)}` : null;
}

/** How many rows a pasted text holds, its heading not counted. */
export const rowCount = (text: string) => text.split(/\r?\n/).filter((line, index) => line.trim() !== '' && !(index === 0 && /^\uFEFF?"?day\b/i.test(line))).length;
