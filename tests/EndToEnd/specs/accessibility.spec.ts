import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';

async function check(page: Page, place: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(' ')).join(', ')}`), place).toEqual([]);
}

for (const scheme of ['light', 'dark'] as const) {
  for (const language of ['en', 'ko']) {
    test(`no page breaks a rule of WCAG 2.2 AA: ${language}, ${scheme}`, async ({ page, request }) => {
      test.setTimeout(240_000);
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      const { items } = (await (await request.get('/api/v1/alerts?limit=1')).json()) as { items: { cause: { id: string; scope: { key: string } } }[] };
      const anomaly = items[0]!.cause;
      const resource = `/t/${anomaly.scope.key.slice(anomaly.scope.key.indexOf(':') + 1)}`;
      for (const address of [
        '/', '/org', resource, '/anomalies', `/anomalies/${anomaly.id}`, '/plans', '/sources', '/sources/new', '/sources/new?kind=openai.usage',
        '/budgets', '/budgets/demo-organization-org', '/experiments', '/allocation', '/showback', '/showback?team=search',
        '/alerts', '/policies', '/policies/new', '/audit',
      ]) {
        await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=${language}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.getByRole('status', { name: /Loading|불러오는 중/ })).toHaveCount(0);
        await check(page, address);
      }
      await page.goto(`/plans?lang=${language}`);
      await page.getByRole('main').getByRole('button', { name: /^(Plan an event|계획 추가)$/ }).click();
      await expect(page.getByRole('dialog').getByRole('combobox')).toBeVisible();
      await check(page, 'the dialog of a planned event');
      await page.goto(`/alerts?lang=${language}`);
      await page.getByRole('button', { name: /^(Add a route|경로 추가)$/ }).first().click();
      await expect(page.getByRole('dialog').getByRole('combobox').first()).toBeVisible();
      await check(page, 'the dialog of a route');
    });
  }
}
