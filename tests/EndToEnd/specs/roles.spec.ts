import { expect, figure, test } from '../fixtures';

const heading = { analyst: /open anomal/, engineer: 'Running experiments', manager: 'Budgets and where they end', executive: 'The month and where it ends' } as const;

test('each role lands on its own reading of the same figures, and may look through another one’s eyes', async ({ page }) => {
  test.setTimeout(300_000);
  for (const [role, view] of [['finOps', 'analyst'], ['engineer', 'engineer'], ['manager', 'manager'], ['executive', 'executive'], ['viewer', 'executive']] as const) {
    // The page of the role before would still ask in its name.
    await page.goto('about:blank');
    expect((await page.request.put('/api/v1/session/demo-role', { data: { role, scope: null } })).ok()).toBe(true);
    await page.goto('/?lang=en');
    await expect(page.getByRole('heading', { level: 2, name: heading[view] }).first(), role).toBeVisible();
    await expect(page.getByRole('group', { name: 'Read as' }).getByRole('button', { pressed: true }), role).toHaveText(new RegExp(view, 'i'));
  }
  await page.getByRole('button', { name: 'Engineer', exact: true }).click();
  await expect(page).toHaveURL(/as=engineer/);
  await expect(page.getByRole('heading', { level: 2, name: heading.engineer })).toBeVisible();
});

test('who sees a team alone begins with its overview and sees its showback', async ({ page }) => {
  expect((await page.request.put('/api/v1/session/demo-role', { data: { role: 'manager', scope: 'team:search' } })).ok()).toBe(true);
  await page.goto('/?lang=en');
  await expect(page.getByRole('heading', { level: 1, name: 'search' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: heading.manager })).toBeVisible();
  await page.goto('/showback?lang=en');
  await expect(page.getByRole('table').first().getByRole('row').nth(1)).toContainText('search');
  await expect(page.getByText('All teams')).toHaveCount(0);
});

test('a figure explains itself by keyboard and by pointer, and Escape closes the card', async ({ page }) => {
  await page.goto('/?lang=en');
  await expect(figure(page, 'Month to date')).toBeVisible();
  const button = page.getByRole('region', { name: 'Month to date' }).getByRole('button', { name: 'About this figure: Month to date' });
  const card = page.getByRole('dialog', { name: 'Month to date' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(card).toBeFocused();
  await expect(card).toContainText('Effective cost of the UTC month so far.');
  await expect(card).toContainText(/estimated.*confirmed.*invoiced/);
  await page.keyboard.press('Tab');
  await expect(card.getByRole('link', { name: 'Records behind it' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  await expect(button).toBeFocused();
  await button.hover();
  await expect(card).toBeVisible();
  await card.hover();
  await expect(card, 'stays while the pointer is on it').toBeVisible();
  await card.getByRole('link', { name: 'Glossary' }).click();
  await expect(page).toHaveURL(/glossary\?figure=month/);
  await expect(page.getByRole('heading', { level: 1, name: 'Glossary' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find a figure' }).fill('prompt cache');
  await expect(page.getByRole('definition')).toHaveCount(2);
});
