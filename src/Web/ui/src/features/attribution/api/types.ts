import type { components } from '@/api/generated/schema';

type Schemas = components['schemas'];

export type Rule = Schemas['AttributionRule'];
export type Condition = Schemas['RuleCondition'];
export type ConditionOperator = Schemas['ConditionOperator'];
export type Assignment = Schemas['RuleAssignment'];
export type RuleSet = Schemas['RuleSet'];
export type Job = Schemas['AttributionJob'];
export type Effect = Schemas['AttributionEffect'];
export type Unattributed = Schemas['UnattributedReport'];
export type UnattributedGroup = Schemas['UnattributedGroup'];
export type Suggestion = Schemas['AttributionSuggestion'];
export type SharedCost = Schemas['SharedCostResponse'];
export type SharedCostRequest = Schemas['SharedCostRequest'];
export type SharedResult = Schemas['SharedResultResponse'];
