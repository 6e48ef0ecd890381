import { expect, it } from 'vitest';
import { importAddress, type ImportChoices } from './upload';

const untouched: ImportChoices = { format: null, map: null, provider: '', team: '', currency: '', decimalComma: null, revision: 0 };

it('leaves to the server what nobody has chosen', () =>
  expect(importAddress('/api/v1/imports/preview', 'my bill.csv', untouched, true)).toBe('/api/v1/imports/preview?name=my+bill.csv&head=true'));

it('names a column for each field, whatever stands in its name', () => {
  const address = importAddress('/i', 'a.csv', { ...untouched, format: 'csv', map: new Map([['금액, 원=KRW', 'effective_cost'], ['날짜', 'timestamp']]), decimalComma: false, provider: 'kt', revision: 7 }, false);
  const search = new URL(address, 'http://x').searchParams;
  expect(search.getAll('map')).toEqual(['effective_cost=금액, 원=KRW', 'timestamp=날짜']);
  expect([search.get('decimal_comma'), search.get('provider'), search.get('revision'), search.get('head')]).toEqual(['false', 'kt', '7', null]);
});
