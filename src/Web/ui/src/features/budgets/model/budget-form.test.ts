import { describe, expect, it } from 'vitest';
import type { Budget } from '../api/types';
import { budgetDraft, budgetFaults, budgetRequest, newBudget, type BudgetDraft } from './budget-form';

const good: BudgetDraft = { ...newBudget('USD', 'team:a'), name: ' Search ', amount: '5,000' };

describe('the form of a budget', () => {
  it('begins with what most budgets are: monthly, soft, told at half, four fifths and all', () => {
    expect(budgetFaults(good)).toEqual({});
    expect(budgetRequest(good, true)).toEqual({
      name: 'Search', scope: 'team:a', period: 'month', start: null, end: null, amount: 5000, currency: 'USD', hard: false,
      thresholds: [0.5, 0.8, 1], forecastProbability: 0.8, carriesOver: false, carryOverCap: null, owner: null, freeModels: [],
    });
  });

  it('sends neither scope nor period of one that is there, since it keeps them', () => {
    expect(budgetRequest(good, false)).toMatchObject({ scope: null, period: null, amount: 5000 });
  });

  it('shows a known budget as it is', () => {
    const known = {
      name: 'GPU', scope: { key: 'org' }, period: 'total', start: '2026-11-01T00:00:00Z', end: null, amount: 10, currency: 'KRW', hard: true,
      thresholds: [0.333, 1], forecastProbability: 0, carriesOver: false, carryOverCap: null, owner: 'ana', freeModels: ['tiny-*', 'local'],
    } as unknown as Budget;
    expect(budgetFaults(budgetDraft(known))).toEqual({});
    expect(budgetRequest(budgetDraft(known), true)).toMatchObject({
      scope: 'org', period: 'total', start: '2026-11-01T00:00:00.000Z', end: null, thresholds: [0.333, 1], forecastProbability: 0, owner: 'ana', freeModels: ['tiny-*', 'local'],
    });
  });

  it('forgets what belongs to another period', () => {
    const total: BudgetDraft = { ...good, period: 'total', carriesOver: true, carryOverCap: '5' };
    expect(budgetRequest(total, true)).toMatchObject({ carriesOver: false, carryOverCap: null });
    expect(budgetRequest({ ...good, start: '2026-11-01T00:00' }, true)).toMatchObject({ start: null });
  });

  it('takes no thresholds at all for none told', () => {
    expect(budgetRequest({ ...good, thresholds: '', forecastProbability: '' }, true)).toMatchObject({ thresholds: [], forecastProbability: 0 });
  });

  it.each<[string, Partial<BudgetDraft>, object]>([
    ['no name', { name: ' ' }, { name: 'name' }],
    ['a long name', { name: 'x'.repeat(201) }, { name: 'tooLong' }],
    ['no scope', { scope: null }, { scope: 'scope' }],
    ['an amount of nothing', { amount: '0' }, { amount: 'amount' }],
    ['no currency', { currency: 'dollars' }, { currency: 'currency' }],
    ['an end before the start', { period: 'total', start: '2026-11-02T00:00', end: '2026-11-01T00:00' }, { end: 'order' }],
    ['a threshold that is no number', { thresholds: '50, half' }, { thresholds: 'thresholds' }],
    ['a threshold of nothing', { thresholds: '0' }, { thresholds: 'thresholds' }],
    ['a probability below one half', { forecastProbability: '30' }, { forecastProbability: 'probability' }],
    ['a bound of nothing', { carriesOver: true, carryOverCap: '0' }, { carryOverCap: 'amount' }],
    ['more than fifty free models', { freeModels: 'a,'.repeat(51) }, { freeModels: 'models' }],
  ])('refuses %s', (_, patch, faults) => {
    expect(budgetFaults({ ...good, ...patch })).toEqual(faults);
  });
});
