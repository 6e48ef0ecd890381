import type { components } from '@/api/generated/schema';

type Schemas = components['schemas'];

export type Currency = Schemas['CurrencyResponse'];
export type ExchangeRate = Schemas['ExchangeRateResponse'];
export type RateState = Schemas['RateState'];
