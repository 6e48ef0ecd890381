import { join } from 'node:path';
import { expect, test } from '../fixtures';

const folder = process.env['SHOTS'];

// Pictures to look at, not tests: they exist only when a folder for them is named.
for (const scheme of folder === undefined ? [] : (['light', 'dark'] as const)) {
  for (const language of ['en', 'ko']) {
    test(`every page in ${language}, ${scheme}`, async ({ page, request }) => {
      test.setTimeout(180_000);
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      const { items } = (await (await request.get('/api/v1/alerts?limit=50')).json()) as { items: { cause: { id: string; kind: string; scope: { key: string; kind: string } } }[] };
      const { cause } = items.find((item) => item.cause.scope.kind === 'resource' && item.cause.kind !== 'silence') ?? items[0]!;
      const names = cause.scope.key.slice(cause.scope.key.indexOf(':') + 1).split('/');
      const pages = {
        overview: '/',
        organization: '/org?range=7d',
        team: `/t/${names[0]!}?group=child`,
        project: `/t/${names.slice(0, 2).join('/')}?group=model`,
        resource: `/t/${names.join('/')}?range=7d`,
        table: `/t/${names[0]!}?view=table`,
        anomalies: '/anomalies',
        anomaly: `/anomalies/${cause.id}`,
        missing: '/nowhere',
      };
      for (const [name, address] of Object.entries(pages)) {
        await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=${language}`);
        await expect(page.getByRole('status', { name: /Loading|불러오는 중/ })).toHaveCount(0);
        await expect(page.getByTestId('live')).toHaveAttribute('data-state', 'live');
        // The drawing has no element of its own that would tell when it is finished.
        await page.waitForTimeout(600);
        await page.screenshot({ path: join(folder!, `${name}-${language}-${scheme}.png`), fullPage: true });
      }
      await page.goto(`/?lang=${language}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('option').nth(3)).toBeVisible();
      await page.screenshot({ path: join(folder!, `palette-${language}-${scheme}.png`) });
    });
  }
}
