import type { components } from './generated/schema';

type Schemas = components['schemas'];

export type Meta = Schemas['MetaResponse'];
export type Scope = Schemas['ScopeResponse'];
export type ScopeKind = Schemas['ScopeKind'];
export type Summary = Schemas['SummaryResponse'];
export type Period = Schemas['PeriodResponse'];
export type Usage = Schemas['UsageResponse'];
export type Quantiles = Schemas['QuantilesResponse'];
export type BudgetPace = Schemas['BudgetPaceResponse'];
export type Child = Schemas['ChildResponse'];
export type ChildList = Schemas['ChildListResponse'];
export type Costs = Schemas['CostsResponse'];
export type CostRow = Schemas['CostRowResponse'];
export type Band = Schemas['BandResponse'];
export type BandPoint = Schemas['BandPointResponse'];
export type Forecast = Schemas['ForecastResponse'];
export type Anomaly = Schemas['AnomalyResponse'];
export type AnomalyDetail = Schemas['AnomalyDetailResponse'];
export type AnomalyKind = Schemas['AnomalyKind'];
export type Contributor = Schemas['ContributorResponse'];
export type Severity = Schemas['Severity'];
export type Incident = Schemas['IncidentResponse'];
export type IncidentList = Schemas['IncidentListResponse'];
export type PlannedEvent = Schemas['PlannedEventResponse'];
export type PlannedEventRequest = Schemas['PlannedEventRequest'];
export type FeedbackVerdict = Schemas['FeedbackVerdict'];
export type FeedbackWord = Schemas['FeedbackWordResponse'];
export type Sensitivity = Schemas['SensitivityResponse'];
export type UsageRecord = Schemas['RecordResponse'];
export type UnpricedList = Schemas['UnpricedListResponse'];

export type Granularity = 'minute' | 'hour' | 'day';
export type GroupBy = 'none' | 'child' | 'provider' | 'model' | 'status';
