import { describe, expect, it } from 'vitest';
import type { ImportColumn } from '@/api/types';
import { chooseField, mapOf, moreUnits, nextRevision, sizeOf, textOf } from './mapping';

const column = (name: string, field: string | null): ImportColumn => ({ name, field, isRead: field !== null, samples: [] });

describe('the mapping', () => {
  const map = mapOf([column('날짜', 'timestamp'), column('금액', 'effective_cost'), column('메모', null)]);

  it('holds the columns that are read', () => expect([...map]).toEqual([['날짜', 'timestamp'], ['금액', 'effective_cost']]));

  it('reads a field from one column only', () =>
    expect([...chooseField(map, '메모', 'effective_cost')]).toEqual([['날짜', 'timestamp'], ['메모', 'effective_cost']]));

  it('leaves a column out', () => expect([...chooseField(map, '금액', '')]).toEqual([['날짜', 'timestamp']]));

  it('gives a column another field', () => expect(chooseField(map, '금액', 'billed_cost').get('금액')).toBe('billed_cost'));
});

it('offers the units that have no words of their own', () => expect(moreUnits(['timestamp', 'token.input', 'dbu', 'web_search'])).toEqual(['dbu', 'web_search']));

it('keeps points out of the keys of texts', () => expect([textOf('token.input'), textOf('timestamp')]).toEqual(['token_input', 'timestamp']));

it.each([[0, 0, 'byte'], [2_000, 2, 'kilobyte'], [5_500_000, 5.2, 'megabyte']])('%d bytes are %d of %s', (bytes, value, unit) => expect(sizeOf(bytes)).toEqual({ value, unit }));

it('rises with time and stays a whole number', () => {
  expect(nextRevision(Date.UTC(2020, 0, 1, 1))).toBe(60);
  expect(nextRevision(Date.UTC(2026, 10, 22))).toBeLessThan(2 ** 31);
});
