import { expectAccessible } from '../axe';
import { expect, expectFinishedText, figure, test } from '../fixtures';

const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);

test('a unit of value: set up, counted by hand and by lines, and what one costs; then removed', async ({ page, request }) => {
  await page.goto('/efficiency?lang=en');
  const table = page.getByRole('table', { name: 'Value' });
  await expect(table.getByRole('row').filter({ hasText: 'Resolved tickets' })).toContainText('2 days without a count left out');
  await expect(table.getByRole('row').filter({ hasText: 'Assisted orders' })).toContainText(/\+\d+%/);

  await page.getByRole('button', { name: 'Add a unit' }).click();
  const form = page.getByRole('dialog', { name: 'Add a unit' });
  await form.getByRole('textbox', { name: 'One is worth' }).fill('nothing');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Give it a name')).toBeVisible();
  await expect(form.getByText('A number above 0, or nothing.')).toBeVisible();
  await form.getByRole('textbox', { name: 'Name' }).fill('Reviewed contracts');
  await form.getByRole('textbox', { name: 'One is worth' }).fill('1,000,000');
  await expectAccessible(page, 'add a unit', { part: '[role="dialog"]' });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('“Reviewed contracts” is set up.')).toBeVisible();

  await page.getByRole('button', { name: 'Counts of Reviewed contracts' }).click();
  const dialog = page.getByRole('dialog', { name: 'Counts of Reviewed contracts' });
  await dialog.getByRole('textbox', { name: 'Count' }).fill('10');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('1 day was counted for “Reviewed contracts”.')).toBeVisible();
  await page.getByRole('button', { name: 'Counts of Reviewed contracts' }).click();
  await dialog.getByRole('button', { name: 'Many days' }).click();
  await dialog.getByRole('textbox', { name: 'Day and amount' }).fill(`day,amount\n${day(2)},30\n${day(3)},many`);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('1 days were taken. Refused lines: 1')).toBeVisible();
  await expect(dialog.getByText('3: amount: got "many"')).toBeVisible();
  await expectAccessible(page, 'counts', { part: '[role="dialog"]' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  // What is shown is what the server's own days come to.
  const row = table.getByRole('row').filter({ hasText: 'Reviewed contracts' });
  const { items } = (await (await request.get('/api/v1/value')).json()) as { items: { unit: { id: string; name: string }; now: { cost: number }; days: { count: number | null; cost: number | null }[] }[] };
  const { unit, days } = items.find((item) => item.unit.name === 'Reviewed contracts')!;
  const counted = days.filter((one) => one.count !== null);
  expect(counted.map((one) => one.count)).toEqual([30, 10]);
  const perUnit = counted.reduce((sum, one) => sum + one.cost!, 0) / 40;
  await expect(row.getByRole('cell').nth(0)).toHaveText('40');
  await expect(row.getByRole('cell').nth(2)).toHaveText(new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(perUnit));
  await expectFinishedText(page);

  const audit = await (await request.get('/api/v1/audit?limit=20')).text();
  for (const action of ['valueUnit.added', 'valueUnit.counted']) expect(audit).toContain(action);
  await page.getByRole('button', { name: 'Remove Reviewed contracts' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(row).toHaveCount(0);
  expect((await request.delete(`/api/v1/value-units/${unit.id}`)).status()).toBe(404);
});

test('the executive reads the cost of a unit of value and its return, and Settings tell the rates', async ({ page }) => {
  await page.goto('/?as=executive&lang=ko');
  await expect(figure(page, '성과 단위당 비용')).toHaveText(/^\$0\.\d+$/);
  await expect(page.getByRole('region', { name: '성과 단위당 비용' })).toContainText(/ROI.*\+\d+%/);
  await page.getByRole('button', { name: /수익률/ }).click();
  await expect(page.getByRole('dialog')).toContainText('AI에 쓴 돈이 얼마나 되돌아오는지');

  await page.goto('/settings?tab=currency&lang=ko');
  const rates = page.getByRole('table', { name: '환율' });
  await expect(rates.getByRole('row').filter({ hasText: 'KRW' })).toContainText('참고 환율');
  await expectAccessible(page, 'currency');
  await page.goto('/settings?tab=currency&lang=en&rates=rate&ratesOrder=desc');
  await expect(rates.or(page.getByRole('table', { name: 'Exchange rates' })).getByRole('columnheader', { name: 'One is worth' })).toHaveAttribute('aria-sort', 'descending');
  await expectFinishedText(page);
});
