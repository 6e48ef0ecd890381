import { readNumber } from '@/format/read-number';
import type { Budget, BudgetPeriod, BudgetRequest } from '../api/types';
import { readAmount } from './amount';

export const budgetPeriods = ['day', 'week', 'month', 'quarter', 'total'] as const satisfies readonly BudgetPeriod[];

/** What the form holds: texts as they were typed, shares as percentages. */
export interface BudgetDraft {
  name: string;
  scope: string | null;
  period: BudgetPeriod;
  start: string;
  end: string;
  amount: string;
  currency: string;
  hard: boolean;
  thresholds: string;
  forecastProbability: string;
  carriesOver: boolean;
  carryOverCap: string;
  owner: string;
  freeModels: string;
}

export type BudgetField = Exclude<keyof BudgetDraft, 'hard' | 'carriesOver' | 'period'>;
export type BudgetFault = 'name' | 'tooLong' | 'scope' | 'time' | 'order' | 'amount' | 'currency' | 'thresholds' | 'probability' | 'models';

/** The order in which fields are read; the first one with a fault gets the focus. */
export const budgetFields: readonly BudgetField[] = [
  'name', 'scope', 'amount', 'currency', 'start', 'end', 'thresholds', 'forecastProbability', 'carryOverCap', 'owner', 'freeModels',
];

const MAX_NAME = 200;
const MAX_THRESHOLDS = 10;
const MAX_MODELS = 50;

export function newBudget(currency: string, scope: string | null): BudgetDraft {
  return {
    name: '', scope, period: 'month', start: '', end: '', amount: '', currency, hard: false, thresholds: '50, 80, 100', forecastProbability: '80',
    carriesOver: false, carryOverCap: '', owner: '', freeModels: '',
  };
}

export function budgetDraft(budget: Budget): BudgetDraft {
  const percent = (share: number) => String(Math.round(share * 10_000) / 100);
  return {
    name: budget.name, scope: budget.scope.key, period: budget.period,
    start: budget.start === null ? '' : toLocal(budget.start), end: budget.end === null ? '' : toLocal(budget.end),
    amount: String(budget.amount), currency: budget.currency, hard: budget.hard,
    thresholds: budget.thresholds.map(percent).join(', '), forecastProbability: percent(budget.forecastProbability),
    carriesOver: budget.carriesOver, carryOverCap: budget.carryOverCap === null ? '' : String(budget.carryOverCap),
    owner: budget.owner ?? '', freeModels: budget.freeModels.join(', '),
  };
}

/** Words between commas or line ends. */
const list = (text: string) => text.split(/[,\n]/).map((word) => word.trim()).filter((word) => word !== '');

/** A percentage as a share, without what binary fractions add to it. */
const share = (percent: number) => Math.round(percent * 10_000) / 1_000_000;

/** Percentages as shares; null when one is none. */
function shares(text: string): number[] | null {
  const read = list(text).map((word) => readNumber(word.replace(/\s*%$/, '')));
  return read.every((value) => value !== null && value > 0 && value <= 1_000) && read.length <= MAX_THRESHOLDS ? read.map((value) => share(value!)) : null;
}

/** 0 for never; null when it is out of range. */
function probability(text: string): number | null {
  const value = text.trim() === '' ? 0 : readNumber(text.replace(/\s*%$/, ''));
  return value !== null && (value === 0 || (value >= 50 && value <= 99)) ? share(value) : null;
}

export function budgetFaults(draft: BudgetDraft): Partial<Record<BudgetField, BudgetFault>> {
  const faults: Partial<Record<BudgetField, BudgetFault>> = {};
  if (draft.name.trim() === '') faults.name = 'name';
  else if (draft.name.trim().length > MAX_NAME) faults.name = 'tooLong';
  if (draft.scope === null) faults.scope = 'scope';
  if (readAmount(draft.amount) === null) faults.amount = 'amount';
  if (!/^[A-Za-z]{3}$/.test(draft.currency.trim())) faults.currency = 'currency';
  if (draft.period === 'total') {
    const [start, end] = [Date.parse(draft.start), Date.parse(draft.end)];
    if (draft.start !== '' && Number.isNaN(start)) faults.start = 'time';
    if (draft.end !== '' && Number.isNaN(end)) faults.end = 'time';
    else if (draft.start !== '' && draft.end !== '' && end <= start) faults.end = 'order';
  }
  if (shares(draft.thresholds) === null) faults.thresholds = 'thresholds';
  if (probability(draft.forecastProbability) === null) faults.forecastProbability = 'probability';
  if (carries(draft) && draft.carryOverCap.trim() !== '' && readAmount(draft.carryOverCap) === null) faults.carryOverCap = 'amount';
  if (draft.owner.trim().length > MAX_NAME) faults.owner = 'tooLong';
  if (list(draft.freeModels).length > MAX_MODELS) faults.freeModels = 'models';
  return faults;
}

const carries = (draft: BudgetDraft) => draft.carriesOver && draft.period !== 'total';

/** The request that a draft without faults makes. A budget keeps its scope and period. */
export function budgetRequest(draft: BudgetDraft, isNew: boolean): BudgetRequest {
  const isTotal = draft.period === 'total';
  const instant = (text: string) => (isTotal && text !== '' ? new Date(text).toISOString() : null);
  return {
    name: draft.name.trim(),
    scope: isNew ? draft.scope : null,
    period: isNew ? draft.period : null,
    start: instant(draft.start), end: instant(draft.end),
    amount: readAmount(draft.amount), currency: draft.currency.trim().toUpperCase(), hard: draft.hard,
    thresholds: shares(draft.thresholds), forecastProbability: probability(draft.forecastProbability),
    carriesOver: carries(draft), carryOverCap: carries(draft) ? readAmount(draft.carryOverCap) : null,
    owner: draft.owner.trim() === '' ? null : draft.owner.trim(), freeModels: list(draft.freeModels),
  };
}

/** As a date-time field takes it: the reader's clock, to the minute. */
export function toLocal(instant: string): string {
  const at = new Date(instant);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
