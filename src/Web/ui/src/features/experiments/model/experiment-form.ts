import { readNumber } from '@/format/read-number';
import type { ExperimentRequest } from '../api/types';

/** What the form holds, as it was typed. */
export interface ExperimentDraft {
  name: string;
  id: string;
  scope: string | null;
  estimate: string;
  cap: string;
  hard: boolean;
  currency: string;
  hours: string;
  owner: string;
  tags: string;
  freeModels: string;
}

export type ExperimentField = Exclude<keyof ExperimentDraft, 'hard'>;
export type ExperimentFault = 'name' | 'tooLong' | 'id' | 'scope' | 'amount' | 'capBelow' | 'currency' | 'hours' | 'tags' | 'models';

/** The order in which fields are read; the first one with a fault gets the focus. */
export const experimentFields: readonly ExperimentField[] = ['name', 'id', 'scope', 'estimate', 'cap', 'currency', 'hours', 'owner', 'tags', 'freeModels'];

const MAX_NAME = 200;
const MAX_TAGS = 20;
const MAX_HOURS = 366 * 24;

export function newExperiment(currency: string, id = ''): ExperimentDraft {
  return { name: id, id, scope: 'org', estimate: '', cap: '', hard: true, currency, hours: '24', owner: '', tags: '', freeModels: '' };
}

const list = (text: string) => text.split(/[,\n]/).map((word) => word.trim()).filter((word) => word !== '');
const amount = (text: string) => {
  const value = readNumber(text);
  return value !== null && value > 0 ? value : null;
};

/** `name=value` between commas; null when one is not of this form. */
function readTags(text: string): Record<string, string> | null {
  const pairs = list(text).map((word) => /^([^=]+)=(.*)$/.exec(word));
  return pairs.every((pair) => pair !== null) && pairs.length <= MAX_TAGS ? Object.fromEntries(pairs.map((pair) => [pair![1]!.trim(), pair![2]!.trim()])) : null;
}

export function experimentFaults(draft: ExperimentDraft): Partial<Record<ExperimentField, ExperimentFault>> {
  const faults: Partial<Record<ExperimentField, ExperimentFault>> = {};
  if (draft.name.trim() === '') faults.name = 'name';
  else if (draft.name.trim().length > MAX_NAME) faults.name = 'tooLong';
  if (draft.id.trim() !== '' && !/^[\p{L}\p{N}_.-]{1,100}$/u.test(draft.id.trim())) faults.id = 'id';
  if (draft.scope === null) faults.scope = 'scope';
  const [estimate, cap] = [amount(draft.estimate), amount(draft.cap)];
  if (estimate === null) faults.estimate = 'amount';
  if (draft.cap.trim() !== '' && cap === null) faults.cap = 'amount';
  else if (cap !== null && estimate !== null && cap < estimate) faults.cap = 'capBelow';
  if (!/^[A-Za-z]{3}$/.test(draft.currency.trim())) faults.currency = 'currency';
  const hours = amount(draft.hours);
  if (hours === null || hours < 1 / 60 || hours > MAX_HOURS) faults.hours = 'hours';
  if (draft.owner.trim().length > MAX_NAME) faults.owner = 'tooLong';
  if (readTags(draft.tags) === null) faults.tags = 'tags';
  if (list(draft.freeModels).length > 50) faults.freeModels = 'models';
  return faults;
}

/** The request that a draft without faults makes. */
export function experimentRequest(draft: ExperimentDraft): ExperimentRequest {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    name: draft.name.trim(), id: orNull(draft.id), scope: draft.scope, estimate: amount(draft.estimate), cap: amount(draft.cap), hard: draft.hard,
    currency: draft.currency.trim().toUpperCase(), duration: String(Math.round(amount(draft.hours)! * 3_600)), owner: orNull(draft.owner),
    tags: readTags(draft.tags)!, freeModels: list(draft.freeModels),
  };
}
