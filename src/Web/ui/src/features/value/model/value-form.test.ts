import { describe, expect, it } from 'vitest';
import { countLine, newUnit, rowCount, unitDraft, unitFaults, unitRequest } from './value-form';

describe('a unit of value', () => {
  it('begins without a worth, in the reporting currency', () => {
    const draft = { ...newUnit('team:search', 'KRW'), name: ' 해결한 문의 ' };
    expect(unitFaults(draft)).toEqual({});
    expect(unitRequest(draft)).toEqual({ name: '해결한 문의', scope: 'team:search', worth: null, currency: 'KRW' });
  });

  it('is changed from what it is', () => {
    const draft = unitDraft({ id: 'a', name: 'Tickets', scope: 'org', worth: 1.2, currency: 'USD', ownerName: 'kim', savedAt: '2026-11-22T00:00:00Z' });
    expect(unitRequest({ ...draft, worth: '₩1,500', currency: 'krw' })).toEqual({ name: 'Tickets', scope: 'org', worth: 1500, currency: 'KRW' });
  });

  it('says what is wrong by field', () => {
    expect(unitFaults({ name: ' ', scope: null, worth: '0', currency: 'won' })).toEqual({ name: 'name', scope: 'scope', worth: 'worth' });
    expect(unitFaults({ name: 'x'.repeat(201), scope: 'org', worth: 'much', currency: '원' })).toEqual({ name: 'name', worth: 'worth', currency: 'currency' });
  });
});

describe('a count', () => {
  it('keeps every digit that was typed', () => {
    expect(countLine('2026-11-01', '1,234.00000000000000001')).toBe('2026-11-01,1234.00000000000000001');
    expect(countLine('2026-11-01', '0')).toBe('2026-11-01,0');
  });

  it.each([['', '1'], ['2026-11-01', ''], ['2026-11-01', '-1'], ['2026-11-01', 'many'], ['2026-11-01', '1000000001']])('is refused as %s, %s', (day, amount) => {
    expect(countLine(day, amount)).toBeNull();
  });

  it('is one a line, the heading and blank lines aside', () => {
    expect(rowCount('')).toBe(0);
    expect(rowCount('day,amount\n2026-11-01,1\n\n2026-11-02,2\n')).toBe(2);
    expect(rowCount('2026-11-01,1')).toBe(1);
  });
});
