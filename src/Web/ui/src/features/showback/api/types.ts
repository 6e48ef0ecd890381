import type { components } from '@/api/generated/schema';

type Schemas = components['schemas'];

export type ShowbackReport = Schemas['ShowbackReport'];
export type ShowbackFigures = Schemas['ShowbackFigures'];
export type TeamShowback = Schemas['TeamShowback'];
export type ShowbackLine = Schemas['ShowbackLine'];
export type ShowbackMetric = Schemas['ShowbackMetric'];
export type StatusAmounts = Schemas['StatusAmounts'];
