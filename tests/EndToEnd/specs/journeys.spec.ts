import { expect, expectFinishedText, figure, test } from '../fixtures';

test('the total of the day rises without reloading', async ({ page }) => {
  await page.goto('/?lang=en');
  await expect(page.getByTestId('live')).toHaveAttribute('data-state', 'live');
  let navigations = 0;
  page.on('framenavigated', () => navigations++);
  const exact = async () => {
    await figure(page, 'Today').hover();
    const text = await page.getByRole('tooltip').last().innerText();
    await page.mouse.move(0, 0);
    return Number(text.replace(/[^\d.]/g, ''));
  };
  const before = await exact();
  expect(before).toBeGreaterThan(0);
  await expect.poll(exact, { timeout: 40_000 }).toBeGreaterThan(before);
  expect(navigations).toBe(0);
});

test('from the organization down to a resource and its records', async ({ page }) => {
  await page.goto('/?lang=en');
  for (const [table, level] of [['Teams', 'Team'], ['Projects', 'Project'], ['Resources', 'Resource']] as const) {
    const link = page.getByRole('table', { name: table }).getByRole('link').first();
    const name = await link.innerText();
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    await link.click();
    await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
    await expect(page.getByRole('main').getByText(level, { exact: true }).first()).toBeVisible();
    await expect(figure(page, 'Month to date')).toContainText('$');
  }
  await expect(page.getByRole('heading', { name: 'Records behind the figures' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Records behind the figures' }).getByRole('row').nth(1)).toContainText('$');
  await expect(page.getByRole('navigation', { name: 'Where you are' }).getByRole('link')).toHaveCount(3);
  await page.getByRole('navigation', { name: 'Where you are' }).getByRole('link', { name: 'Organization' }).click();
  await expect(page).toHaveURL(/\/org$/);
});

test('an address shows the same after a reload', async ({ page }) => {
  await page.goto('/org?lang=en');
  await page.getByRole('button', { name: '7 d', exact: true }).click();
  await page.getByRole('combobox', { name: 'Split by' }).click();
  await page.getByRole('option', { name: 'Model' }).click();
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(page).toHaveURL(/range=7d/);
  await expect(page).toHaveURL(/group=model/);
  await expect(page).toHaveURL(/view=table/);
  await page.reload();
  const table = page.getByRole('region', { name: 'Cost over time' });
  await expect(table.getByRole('row').nth(2)).toBeVisible();
  await expect(page.getByRole('button', { name: '7 d', exact: true })).toHaveAttribute('aria-pressed', 'true');
});

test('Korean from the menu: every text, and remembered', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: '한국어' }).click();
  await expect(page.getByRole('link', { name: '개요' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(figure(page, '이번 달 누적')).toBeVisible();
  for (const address of ['/', '/org', '/anomalies', '/plans', '/sources', '/sources/new']) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('status', { name: '불러오는 중' })).toHaveCount(0);
    await expectFinishedText(page);
  }
  await page.goto('/?lang=en');
  await expect(page.getByRole('link', { name: 'Overview' })).toBeVisible();
  await expectFinishedText(page);
});

test('an anomaly opens from the list, with its chart, its story and its parts', async ({ page }) => {
  await page.goto('/anomalies?lang=en');
  const first = page.getByRole('main').getByRole('listitem').first();
  // The amount behind the comma grows while the anomaly goes on.
  const [headline] = (await first.getByRole('link').innerText()).split(',');
  await first.getByRole('link').click();
  await expect(page).toHaveURL(/\/anomalies\/.+/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(headline!);
  await expect(page.getByRole('heading', { name: 'What happened' })).toBeVisible();
  await expect(page.getByRole('group', { name: /Cost chart/ }).locator('canvas')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What it consists of' })).toBeVisible();
});

test('an open anomaly is acknowledged, and stays so', async ({ page }) => {
  await page.goto('/anomalies?lang=en&state=open');
  const row = page.getByRole('main').getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Acknowledge' }) }).first();
  const address = await row.getByRole('link').getAttribute('href');
  await row.getByRole('button', { name: 'Acknowledge' }).click();
  const taken = page.getByRole('main').getByRole('listitem').filter({ has: page.locator(`a[href="${address}"]`) }).first();
  await expect(taken.getByText('Acknowledged')).toBeVisible();
  await page.reload();
  await expect(taken.getByText('Acknowledged')).toBeVisible();
});

test('dark from the menu, remembered, and drawn by the chart', async ({ page }) => {
  await page.goto('/?lang=en');
  await page.getByRole('button', { name: 'Colours' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-scheme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-scheme', 'dark');
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(15, 19, 24)');
});

test('a budget is set, refused when it makes no sense, and removed', async ({ page, request }) => {
  const { items } = (await (await request.get('/api/v1/scopes?limit=1000')).json()) as { items: { key: string; kind: string }[] };
  const resource = items.find((scope) => scope.kind === 'resource')!;
  await page.goto(`/t/${resource.key.slice('resource:'.length)}?lang=en`);
  await page.getByRole('button', { name: 'Set a budget' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('nothing');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Enter an amount above 0')).toBeVisible();
  await dialog.getByRole('textbox').fill('12,000');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(/of the budget of \$12K/)).toBeVisible();
  await page.getByRole('button', { name: 'Change the budget' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the budget' }).click();
  await expect(page.getByRole('button', { name: 'Set a budget' })).toBeVisible();
});

test('updates can be paused and resumed', async ({ page }) => {
  await page.goto('/?lang=en');
  await expect(page.getByTestId('live')).toHaveAttribute('data-state', 'live');
  await page.getByRole('button', { name: 'Pause updates' }).click();
  await expect(page.getByTestId('live')).toHaveAttribute('data-state', 'paused');
  const asOf = page.getByText(/^As of/);
  const held = await asOf.innerText();
  await page.waitForTimeout(4_000);
  expect(await asOf.innerText()).toBe(held);
  await page.getByRole('button', { name: 'Resume updates' }).click();
  await expect(page.getByTestId('live')).toHaveAttribute('data-state', 'live');
  await expect(asOf).not.toHaveText(held);
});
