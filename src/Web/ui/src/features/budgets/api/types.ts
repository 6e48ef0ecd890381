import type { components } from '@/api/generated/schema';

type Schemas = components['schemas'];

export type Budget = Schemas['BudgetResponse'];
export type BudgetRequest = Schemas['BudgetRequest'];
export type BudgetPeriod = Schemas['BudgetPeriod'];
export type Reservation = Schemas['ReservationResponse'];
export type ReservationState = Schemas['ReservationState'];
export type Increase = Schemas['IncreaseRequestResponse'];
export type IncreaseOutlook = Schemas['IncreaseOutlookResponse'];
