import type { components } from '@/api/generated/schema';

type Schemas = components['schemas'];

export type Policy = Schemas['PolicyResponse'];
export type PolicyDetail = Schemas['PolicyDetailResponse'];
export type PolicyRecord = Schemas['PolicyRecordResponse'];
export type PolicyRequest = Schemas['PolicyRequest'];
export type PolicyCondition = Schemas['PolicyConditionResponse'];
export type PolicyAction = Schemas['PolicyActionResponse'];
export type PolicyActionKind = Schemas['PolicyActionKind'];
export type PolicyAutonomy = Schemas['PolicyAutonomy'];
export type PolicyDecision = Schemas['PolicyDecisionResponse'];
export type PolicyDecisionState = Schemas['PolicyDecisionState'];
export type PolicyPreview = Schemas['PolicyPreviewResponse'];
