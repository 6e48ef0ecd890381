import type { components } from '@/api/generated/schema';

type Schemas = components['schemas'];

export type Scenario = Schemas['ScenarioResponse'];
export type ScenarioRequest = Schemas['ScenarioRequest'];
export type ScenarioDrivers = Schemas['ScenarioDriversDto'];
export type ScenarioResult = Schemas['ScenarioResultResponse'];
export type ScenarioModel = Schemas['ScenarioModelResponse'];
export type ModelChoice = Schemas['ModelChoiceResponse'];
