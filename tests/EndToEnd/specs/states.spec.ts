import { expect, test } from '../fixtures';

test('a page that does not exist says so', async ({ page }) => {
  await page.goto('/no/such/page?lang=en');
  await expect(page.getByText('There is no such page')).toBeVisible();
  await page.getByRole('link', { name: 'Go to the overview' }).click();
  await expect(page).toHaveURL(/\/$/);
});

test('a scope that nobody has named says so', async ({ page }) => {
  await page.goto('/t/no-such-team?lang=en');
  await expect(page.getByText('Nothing is known under this name')).toBeVisible();
});

test('one failing answer leaves the other cards alone and can be tried again', async ({ page }) => {
  let isBroken = true;
  await page.route('**/api/v1/children*', (route) => (isBroken ? route.fulfill({ status: 500, json: { title: 'Boom' } }) : route.continue()));
  await page.goto('/?lang=en');
  const alert = page.getByRole('alert').filter({ hasText: 'Teams could not be loaded' });
  await expect(alert).toBeVisible({ timeout: 30_000 });
  await expect(page.getByTestId('figure-Today')).toBeVisible();
  // A record that arrives would have it asked again, too; what has been asked already is waited for.
  const again = alert.getByRole('button', { name: 'Try again' });
  await page.getByRole('button', { name: 'Pause updates' }).click();
  await expect(again).toBeEnabled({ timeout: 30_000 });
  isBroken = false;
  await again.click();
  await expect(page.getByRole('table', { name: 'Teams' }).getByRole('link').first()).toBeVisible();
});

test('without any record the page shows the request that sends the first one', async ({ page }) => {
  await page.route('**/api/v1/summary*', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), lastRecordAt: null } });
  });
  await page.route('**/hubs/live/**', (route) => route.abort());
  await page.goto('/?lang=en');
  await expect(page.getByText('Waiting for the first record')).toBeVisible();
  await expect(page.getByText(/curl -X POST http:\/\/127\.0\.0\.1:\d+\/api\/v1\/usage/)).toBeVisible();
});

test('when the live feed is unreachable the page polls and says so', async ({ page }) => {
  await page.route('**/hubs/live/**', (route) => route.abort());
  await page.goto('/?lang=en');
  await expect(page.getByTestId('live')).toHaveAttribute('data-state', 'polling');
  await expect(page.getByTestId('figure-Today')).toBeVisible();
});

test('a dropped line comes back by itself', async ({ page, context }) => {
  await page.clock.install();
  await page.goto('/?lang=en');
  await expect(page.getByTestId('live')).toHaveAttribute('data-state', 'live');
  await context.setOffline(true);
  // A line that has gone silent is given up after 20 s.
  await page.clock.fastForward(21_000);
  await expect(page.getByTestId('live')).toHaveAttribute('data-state', 'polling', { timeout: 40_000 });
  await context.setOffline(false);
  await expect(page.getByTestId('live')).toHaveAttribute('data-state', 'live', { timeout: 40_000 });
});

test('nothing overflows on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  for (const address of ['/?lang=ko', '/org?lang=ko', '/anomalies?lang=ko', '/plans?lang=ko', '/sources?lang=ko', '/sources/new?kind=openai.usage&lang=ko']) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('status', { name: '불러오는 중' })).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  }
});
