import type { Condition, ConditionOperator, Rule } from '../api/types';
import { assignmentFields, freeId, type AssignmentField } from './rules';

export const operators = ['is', 'anyOf', 'matches'] as const satisfies readonly ConditionOperator[];

export interface ConditionDraft {
  dimension: string;
  operator: ConditionOperator;
  /** One value, or for `anyOf` several between commas. */
  values: string;
}

/** What the form holds, as it was typed. */
export interface RuleDraft {
  name: string;
  conditions: ConditionDraft[];
  assign: Record<AssignmentField, string>;
  from: string;
  until: string;
}

export type RuleFault = 'name' | 'tooLong' | 'dimension' | 'values' | 'assign' | 'order';

const MAX_NAME = 120;
export const maxConditions = 10;
const MAX_VALUES = 200;

const emptyAssign = Object.fromEntries(assignmentFields.map((field) => [field, ''])) as Record<AssignmentField, string>;
export const emptyCondition: ConditionDraft = { dimension: '', operator: 'is', values: '' };

export function newRule(): RuleDraft {
  return { name: '', conditions: [emptyCondition], assign: emptyAssign, from: '', until: '' };
}

export function ruleDraft(rule: Rule): RuleDraft {
  return {
    name: rule.name,
    conditions: rule.conditions.map((condition) => ({ dimension: condition.dimension, operator: condition.operator, values: condition.values.join(', ') })),
    assign: { ...emptyAssign, ...Object.fromEntries(assignmentFields.map((field) => [field, rule.assign[field] ?? ''])) },
    from: rule.effectiveFrom ?? '', until: rule.effectiveUntil ?? '',
  };
}

/** A value may hold a comma, unless several are asked for. */
const valuesOf = ({ operator, values }: ConditionDraft) =>
  (operator === 'anyOf' ? values.split(',') : [values]).map((value) => value.trim()).filter((value) => value !== '');

/** What is wrong, by field: `name`, `conditions.0.dimension`, `conditions.0.values`, `assign`, `until`. */
export function ruleFaults(draft: RuleDraft): Record<string, RuleFault> {
  const faults: Record<string, RuleFault> = {};
  if (draft.name.trim() === '') faults['name'] = 'name';
  else if (draft.name.trim().length > MAX_NAME) faults['name'] = 'tooLong';
  draft.conditions.forEach((condition, i) => {
    const dimension = condition.dimension.trim();
    if (dimension === '' || dimension === 'tag:') faults[`conditions.${i}.dimension`] = 'dimension';
    const count = valuesOf(condition).length;
    if (count === 0 || count > MAX_VALUES) faults[`conditions.${i}.values`] = 'values';
  });
  if (assignmentFields.every((field) => draft.assign[field].trim() === '')) faults['assign'] = 'assign';
  if (draft.from !== '' && draft.until !== '' && draft.until <= draft.from) faults['until'] = 'order';
  return faults;
}

/** The rule that a draft without faults makes; one that is there keeps its id. */
export function ruleOf(draft: RuleDraft, id: string | null, taken: readonly string[]): Rule {
  const conditions: Condition[] = draft.conditions.map((condition) => ({ dimension: condition.dimension.trim(), operator: condition.operator, values: valuesOf(condition) }));
  return {
    id: id ?? freeId(draft.name, taken), name: draft.name.trim(), conditions,
    assign: Object.fromEntries(assignmentFields.map((field) => [field, draft.assign[field].trim() || null])),
    effectiveFrom: draft.from || null, effectiveUntil: draft.until || null,
  };
}
