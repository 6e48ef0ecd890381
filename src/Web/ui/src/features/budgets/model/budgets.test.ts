import { describe, expect, it } from 'vitest';
import type { Budget } from '../api/types';
import { budgetState, countByState, misfits, sortBudgets } from './budgets';

const compare = (a: string, b: string) => a.localeCompare(b);

export function budget(patch: Omit<Partial<Budget>, 'status' | 'scope'> & { scope?: string; status?: Partial<Budget['status']> } = {}): Budget {
  const { status, scope = 'org', ...rest } = patch;
  return {
    id: 'b', name: 'b', experiment: null, period: 'month', currency: 'USD', amount: 100, hard: false, ...rest,
    scope: { key: scope },
    status: { limit: 100, used: 10, spent: 10, held: 0, left: 90, share: 0.1, probability: 0.1, hoursToBreach: null, ...status },
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
  ])('is %s', (_, status, state) => {
    expect(budgetState(budget({ status }))).toBe(state);
  });

  it('is counted', () => {
    expect(countByState([budget(), budget({ status: { used: 200 } }), budget()])).toEqual({ over: 1, risk: 0, fine: 2 });
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

describe('budgets that do not fit', () => {
  const org = budget({ id: 'org', status: { limit: 100 } });
  const team = (name: string, limit: number, patch: Partial<Budget> = {}) => budget({ id: name, scope: `team:${name}`, status: { limit }, ...patch as object });

  it('are those below that add up to more than the one above', () => {
    expect(misfits([org, team('a', 60), team('b', 60)])).toEqual([{ kind: 'childrenExceed', above: org, below: null, amount: 120 }]);
    expect(misfits([org, team('a', 60), team('b', 40)])).toEqual([]);
  });

  it('are those larger than the nearest above', () => {
    const large = budget({ id: 'p', scope: 'project:a/x', status: { limit: 70 } });
    expect(misfits([org, team('a', 60), large]).map(({ kind, above }) => [kind, above.id])).toEqual([['larger', 'a'], ['childrenExceed', 'a']]);
  });

  it('are judged by period, without totals and experiments', () => {
    expect(misfits([org, team('a', 160, { period: 'week' }), team('b', 160, { experiment: 'e' }), team('c', 160, { period: 'total' })])).toEqual([]);
  });
});
