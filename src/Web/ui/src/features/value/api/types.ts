import type { components } from '@/api/generated/schema';

type Schemas = components['schemas'];

export type ValueReport = Schemas['ValueReportResponse'];
export type UnitValue = Schemas['UnitValueResponse'];
export type ValueUnit = Schemas['ValueUnitResponse'];
export type ValueUnitRequest = Schemas['ValueUnitRequest'];
export type ValueFigures = Schemas['ValueFiguresResponse'];
export type ValueCounts = Schemas['ValueCountsResponse'];
