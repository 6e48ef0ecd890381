import { nextOrder, type SortOrder } from '@/ui/sort-order';
import { choice, type Fields } from '@/url/search-state';
import type { ExchangeRate, RateState } from '../api/types';

export const rateColumns = ['currency', 'rate', 'validFrom', 'source', 'state'] as const;
export type RateColumn = (typeof rateColumns)[number];

export interface RatesState {
  rates: RateColumn;
  ratesOrder: SortOrder;
}

export const ratesFields: Fields<RatesState> = { rates: choice(rateColumns, 'currency'), ratesOrder: choice(['asc', 'desc'], 'asc') };

/** What asks for something to be done comes first. */
const urgency: Record<RateState, number> = { stale: 0, current: 1, reference: 2, past: 3 };

/** Sorted; ties by currency, then the newest first. */
export function sortRates(rates: readonly ExchangeRate[], { rates: column, ratesOrder }: RatesState): ExchangeRate[] {
  const sign = ratesOrder === 'asc' ? 1 : -1;
  const compare = (a: string | number, b: string | number) => (a === b ? 0 : a < b ? -1 : 1);
  const value = (rate: ExchangeRate) => (column === 'state' ? urgency[rate.state] : rate[column]);
  return rates.toSorted((a, b) => sign * compare(value(a), value(b)) || compare(a.currency, b.currency) || compare(b.validFrom, a.validFrom));
}

/** Times begin with the latest. */
export const nextRates = (state: RatesState, column: RateColumn): Pick<RatesState, 'rates' | 'ratesOrder'> =>
  ({ rates: column, ratesOrder: nextOrder(state.rates === column, state.ratesOrder, column === 'validFrom' ? 'desc' : 'asc') });
