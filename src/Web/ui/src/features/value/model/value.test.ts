import { describe, expect, it } from 'vitest';
import type { UnitValue, ValueFigures, ValueReport } from '../api/types';
import { changeOf, csvRows, leftOut, sortUnits, unitOf, usualWindow } from './value';

const figures = (patch: Partial<ValueFigures> = {}): ValueFigures =>
  ({ usedDays: 30, daysWithoutCount: 0, daysWithoutCost: 0, count: 100, cost: 50, totalCost: 50, costPerUnit: 0.5, value: null, roi: null, ...patch });

const item = (id: string, scope: string, patch: Partial<UnitValue> = {}): UnitValue => ({
  unit: { id, name: id, scope, worth: null, currency: 'USD', ownerName: 'kim', savedAt: '2026-11-22T00:00:00Z' }, now: figures(), previous: null, days: [], ...patch,
});

const report = (...items: UnitValue[]): ValueReport =>
  ({ scope: 'org', from: '2026-11-01', to: '2026-11-22', previousFrom: '2026-10-11', currency: 'USD', items });

it('looks at the last thirty days that are over', () => {
  expect(usualWindow(Date.parse('2026-11-22T18:00:00Z'))).toEqual({ from: '2026-10-23', to: '2026-11-22' });
});

describe('the unit that speaks for a scope', () => {
  it('is its own, one with a return first', () => {
    const found = unitOf(report(item('a', 'org'), item('b', 'org', { now: figures({ roi: 0.2 }) }), item('c', 'team:search', { now: figures({ roi: 9 }) })));
    expect(found?.unit.id).toBe('b');
  });

  it('is none where nothing of its own is counted', () => {
    expect(unitOf(report(item('a', 'team:search'), item('b', 'org', { now: figures({ costPerUnit: null }) })))).toBeNull();
  });
});

describe('the change of a cost per unit', () => {
  it('is a part of what it was', () => {
    expect(changeOf(item('a', 'org', { previous: figures({ costPerUnit: 0.4 }) }))).toBeCloseTo(0.25);
  });

  it('is not told without both', () => {
    expect(changeOf(item('a', 'org'))).toBeNull();
    expect(changeOf(item('a', 'org', { now: figures({ costPerUnit: null }), previous: figures() }))).toBeNull();
    expect(changeOf(item('a', 'org', { previous: figures({ costPerUnit: 0 }) }))).toBeNull();
  });
});

it('says which days are left out', () => {
  expect(leftOut(figures())).toBeNull();
  expect(leftOut(figures({ usedDays: 0, daysWithoutCount: 30 }))).toBe('none');
  expect(leftOut(figures({ daysWithoutCount: 2 }))).toBe('count');
  expect(leftOut(figures({ daysWithoutCost: 1 }))).toBe('cost');
  expect(leftOut(figures({ daysWithoutCount: 2, daysWithoutCost: 1 }))).toBe('both');
});

it('writes a line a day that says anything, missing as nothing rather than zero', () => {
  const day = (name: string, count: number | null, cost: number | null) => ({ day: name, count, cost, costPerUnit: count === null || cost === null ? null : cost / count, value: null });
  expect(csvRows(report(item('a', 'org', { days: [day('2026-11-01', 4, 2), day('2026-11-02', null, 3), day('2026-11-03', null, null)] })))).toEqual([
    ['a', 'a', 'org', '2026-11-01', 4, 2, 0.5, null],
    ['a', 'a', 'org', '2026-11-02', null, 3, null, null],
  ]);
});

describe('the order of units', () => {
  const names = (units: 'name' | 'perUnit', unitsOrder: 'asc' | 'desc') =>
    sortUnits([item('b', 'org', { now: figures({ costPerUnit: 2 }) }), item('a', 'org', { now: figures({ costPerUnit: null }) }), item('c', 'org', { now: figures({ costPerUnit: 1 }) })], { units, unitsOrder }, (x, y) => x.localeCompare(y))
      .map(({ unit }) => unit.name).join('');

  it('is that of a column, and what is not known comes last', () => {
    expect(names('perUnit', 'desc')).toBe('bca');
    expect(names('perUnit', 'asc')).toBe('cba');
    expect(names('name', 'desc')).toBe('cba');
  });
});
