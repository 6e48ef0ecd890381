import type { components } from '@/api/generated/schema';

type Schemas = components['schemas'];

export type Experiment = Schemas['ExperimentResponse'];
export type ExperimentDetail = Schemas['ExperimentDetailResponse'];
export type ExperimentRequest = Schemas['ExperimentRequest'];
export type ExperimentPoint = Schemas['ExperimentPointResponse'];
export type UndeclaredExperiment = Schemas['UndeclaredExperimentResponse'];
export type Comparison = Schemas['ExperimentComparisonResponse'];
