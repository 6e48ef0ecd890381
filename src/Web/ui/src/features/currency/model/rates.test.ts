import { expect, it } from 'vitest';
import { readState } from '@/url/search-state';
import type { ExchangeRate, RateState } from '../api/types';
import { nextRates, ratesFields, sortRates } from './rates';

const rate = (currency: string, value: number, validFrom: string, state: RateState): ExchangeRate => ({ currency, rate: value, validFrom, source: 'treasury', state });

const rates = [
  rate('USD', 1400, '2026-11-01T00:00:00Z', 'stale'),
  rate('USD', 1390, '2026-10-01T00:00:00Z', 'past'),
  rate('EUR', 1500, '2024-12-31T00:00:00Z', 'reference'),
  rate('JPY', 9.2, '2026-11-20T00:00:00Z', 'current'),
];

const order = (search: string) => sortRates(rates, readState(ratesFields, new URLSearchParams(search))).map(({ currency, rate: value }) => `${currency} ${value}`);

it('lists by currency, each newest first', () => {
  expect(order('')).toEqual(['EUR 1500', 'JPY 9.2', 'USD 1400', 'USD 1390']);
});

it('is sorted by any column, what asks for a new rate first', () => {
  expect(order('rates=state')).toEqual(['USD 1400', 'JPY 9.2', 'EUR 1500', 'USD 1390']);
  expect(order('rates=validFrom&ratesOrder=desc')).toEqual(['JPY 9.2', 'USD 1400', 'USD 1390', 'EUR 1500']);
  expect(order('rates=rate')[0]).toBe('JPY 9.2');
});

it('turns round when asked again and begins times with the latest', () => {
  expect(nextRates({ rates: 'currency', ratesOrder: 'asc' }, 'currency')).toEqual({ rates: 'currency', ratesOrder: 'desc' });
  expect(nextRates({ rates: 'currency', ratesOrder: 'asc' }, 'validFrom')).toEqual({ rates: 'validFrom', ratesOrder: 'desc' });
});
