import { expect, it } from 'vitest';
import { pageOf, pages } from './pages';

it.each([
  ['/', 'overview', 'readCosts'], ['/t/search/chat', 'scopes', 'readCosts'], ['/explore', 'explore', 'readCosts'], ['/scenarios/new', 'scenarios', 'readCosts'], ['/budgets/a', 'budgets', 'readCosts'], ['/sources', 'sources', 'readCosts'],
  ['/sources/new', 'sources', 'manageSources'], ['/sources/a/edit', 'sources', 'manageSources'], ['/policies/new', 'policies', 'managePolicies'], ['/alerts', 'alerts', 'manageAlerts'],
])('%s is of the page %s and needs %s', (address, name, needs) => expect(pageOf(address)).toMatchObject({ name, needs }));

it('knows no page of an address that is none', () => expect(pageOf('/nowhere')).toBeUndefined());

it('has one key for each page', () => expect(new Set(pages.map(({ key }) => key)).size).toBe(pages.length));
