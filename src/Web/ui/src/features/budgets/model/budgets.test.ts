import { describe, expect, it } from 'vitest';
import type { Budget } from '../api/types';
import { budgetState, countByState, remarks, sortBudgets } from './budgets';

const compare = (a: string, b: string) => a.localeCompare(b);

export function budget(patch: Omit<Partial<Budget>, 'status' | 'scope'> & { scope?: string; status?: Partial<Budget['status']> } = {}): Budget {
  const { status, scope = 'org', ...rest } = patch;
  return {
    id: 'b', name: 'b', experiment: null, period: 'month', currency: 'USD', amount: 100, hard: false, warnings: [], ...rest,
    scope: { key: scope },
    status: { limit: 100, used: 10, spent: 10, held: 0, left: 90, share: 0.1, probability: 0.1, hoursToBreach: null, limitUnknown: null, ...status },
  } as Budget;
}

describe('the state of a budget', () => {
  it.each<[string, Partial<Budget['status']>, string]>([
    ['over when nothing is left', { used: 100, left: 0 }, 'over'],
    ['over although an excess was improbable', { used: 140, left: 0, probability: 0 }, 'over'],
    ['at risk when an excess is more likely than not', { probability: 0.5 }, 'risk'],
    ['fine when it is less likely, whatever the pace of the moment', { probability: 0.49, hoursToBreach: 4 }, 'fine'],
    ['at risk by pace where there is no forecast', { probability: null, hoursToBreach: 4 }, 'risk'],
    ['fine without forecast and without pace', { probability: null }, 'fine'],
    ['unknown without a limit to measure it by', { limit: 0, left: 0, probability: null, limitUnknown: { en: 'No rate', ko: '환율 없음' } }, 'unknown'],
  ])('is %s', (_, status, state) => {
    expect(budgetState(budget({ status }))).toBe(state);
  });

  it('is counted', () => {
    expect(countByState([budget(), budget({ status: { used: 200 } }), budget()])).toEqual({ over: 1, risk: 0, fine: 2, unknown: 0 });
  });
});

describe('the order of budgets', () => {
  it('puts what needs somebody first, the fuller one before the other', () => {
    const list = [budget({ id: '1', name: 'fine' }), budget({ id: '2', name: 'over', status: { used: 120 } }), budget({ id: '3', name: 'risk', status: { probability: 0.9 } }), budget({ id: '4', name: 'fuller', status: { used: 40 } })];
    expect(sortBudgets(list, { sort: 'state', order: 'desc' }, compare).map((one) => one.name)).toEqual(['over', 'risk', 'fuller', 'fine']);
  });

  it('keeps ties in the order of names in both directions', () => {
    const list = [budget({ id: '2', name: 'b' }), budget({ id: '1', name: 'a' })];
    for (const order of ['asc', 'desc'] as const) expect(sortBudgets(list, { sort: 'left', order }, compare).map((one) => one.name)).toEqual(['a', 'b']);
  });
});

describe('remarks on budgets', () => {
  const text = (words: string) => ({ en: words, ko: `${words}(ko)` });
  const sum = { code: 'children_exceed_parent', text: text('sum'), budgetId: 'org' };
  const larger = { code: 'larger_than_parent', text: text('larger'), budgetId: 'org' };

  it('say what several share once, and whose the rest is', () => {
    expect(remarks([budget({ name: 'a', warnings: [larger, sum] }), budget({ name: 'b', warnings: [sum] })], 'en')).toEqual(['a: larger', 'sum']);
  });

  it('say why a limit is not known', () => {
    expect(remarks([budget({ name: 'gold', status: { limit: 0, limitUnknown: text('no rate') } })], 'ko')).toEqual(['gold: no rate(ko)']);
  });
});
