import { expect, it } from 'vitest';
import { safeReturn, signInAddress } from './return-to';

it.each(['/', '/budgets', '/t/search/chat?range=7d&group=model', '/anomalies/a%20b#top'])('returns to the page %s', (address) => {
  expect(safeReturn(address)).toBe(address);
});

it.each([null, '', 'budgets', 'https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example', '/\n/evil.example', 'javascript:alert(1)', '/sign-in', '/sign-in?returnTo=/x', '/setup'])(
  'does not return to %j',
  (address) => expect(safeReturn(address)).toBeNull(),
);

it('keeps the whole address of where the reader was', () => {
  const address = signInAddress({ pathname: '/budgets', search: '?state=over', hash: '#a' });
  expect(new URLSearchParams(address.slice(address.indexOf('?'))).get('returnTo')).toBe('/budgets?state=over#a');
  expect(signInAddress({ pathname: '/', search: '', hash: '' })).toBe('/sign-in');
});
