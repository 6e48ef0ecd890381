import { expect, test } from '../fixtures';

test('the palette finds a project and opens it without a mouse', async ({ page, request }) => {
  const { items } = (await (await request.get('/api/v1/scopes?limit=1000')).json()) as { items: { key: string; kind: string; name: string }[] };
  const project = items.find((scope) => scope.kind === 'project')!;
  await page.goto('/?lang=en');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: /Search/ })).toBeFocused();
  await page.keyboard.type(project.name);
  const option = page.getByRole('option').filter({ hasText: 'Project' }).filter({ hasText: project.name }).first();
  await expect(option).toBeVisible();
  for (let i = 0; i < 30 && (await option.getAttribute('aria-selected')) !== 'true'; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: project.name, exact: true })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the first tab stop skips to the content', async ({ page }) => {
  await page.goto('/?lang=en');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#content')).toBeFocused();
});

test('the chart is read point by point', async ({ page }) => {
  await page.goto('/org?lang=en');
  const chart = page.getByRole('group', { name: /Cost chart/ });
  await expect(chart.locator('canvas')).toBeVisible();
  await chart.focus();
  await page.keyboard.press('Home');
  const cursor = chart.locator('[aria-live="polite"]');
  await expect(cursor).toBeVisible();
  const first = await cursor.innerText();
  await page.keyboard.press('ArrowRight');
  await expect(cursor).not.toHaveText(first);
  await page.keyboard.press('Escape');
  await expect(cursor).toHaveCount(0);
});

test('the list of shortcuts opens with a question mark and closes with escape', async ({ page }) => {
  await page.goto('/?lang=en');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page).toHaveURL(/\/anomalies$/);
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page).toHaveURL(/\/plans$/);
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/\/sources$/);
  await expect(page.getByTestId('live')).toHaveAttribute('data-state', 'live');
});
