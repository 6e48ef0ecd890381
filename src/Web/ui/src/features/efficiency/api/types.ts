import type { components } from '@/api/generated/schema';

type Schemas = components['schemas'];

export type Efficiency = Schemas['EfficiencyResponse'];
export type EfficiencyGroup = Schemas['EfficiencyGroupResponse'];
export type UnitFigures = Schemas['UnitFiguresResponse'];
export type Advice = Schemas['AdviceResponse'];
export type AdviceItem = Schemas['AdviceItemResponse'];
