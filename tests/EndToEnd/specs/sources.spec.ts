import type { Page } from '@playwright/test';
import { expectAccessible } from '../axe';
import { expect, expectFinishedText, test } from '../fixtures';
import { startOpenAi, type Provider } from '../openai';

const KEY = 'sk-admin-only-for-this-test';

// A source is due within seconds, and every page is looked through for what a screen reader needs.
test.describe.configure({ timeout: 120_000 });

let provider: Provider;
test.beforeAll(async () => {
  provider = await startOpenAi(KEY);
});
test.afterAll(() => provider.stop());
test.beforeEach(async ({ request }) => {
  provider.refuses = false;
  const { items } = (await (await request.get('/api/v1/sources')).json()) as { items: { id: string }[] };
  for (const { id } of items) await request.delete(`/api/v1/sources/${id}`);
});

/** A source that reads the provider of this test. */
async function connect(page: Page, name: string): Promise<string> {
  const answer = await page.request.post('/api/v1/sources', {
    data: { kind: 'openai.usage', name, settings: { base_url: provider.url, kinds: 'completions', names: 'false', team: 'connected' }, secrets: { admin_key: KEY } },
  });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

const row = (page: Page, name: string) => page.getByRole('table', { name: 'All data sources' }).getByRole('row').filter({ hasText: name });

test('without a source the page offers one, and says how usage is sent directly', async ({ page }) => {
  await page.goto('/sources?lang=en');
  await expect(page.getByText('No data source is connected')).toBeVisible();
  const push = page.getByRole('region', { name: 'Send usage directly' });
  await expect(push.getByText(/curl -X POST .*\/api\/v1\/usage/)).toBeVisible();
  await push.getByRole('button', { name: 'LiteLLM' }).click();
  await expect(push.getByText(/\/ingest\/litellm/)).toBeVisible();
  await push.getByRole('button', { name: 'OpenTelemetry' }).click();
  await expect(push.getByText(/\/v1\/traces/)).toBeVisible();
  await expectFinishedText(page);
  await expectAccessible(page, 'no source');
});

test('a source is chosen, filled in, tested, saved and read', async ({ page }) => {
  await page.goto('/sources?lang=en');
  await page.getByRole('link', { name: 'Add a data source' }).click();
  await page.getByRole('searchbox', { name: 'Search kinds of sources' }).fill('openai usage');
  await page.getByRole('link', { name: 'OpenAI usage', exact: true }).click();
  await expect(page).toHaveURL(/\/sources\/new\?kind=openai\.usage$/);

  const save = page.getByRole('button', { name: 'Add the source' });
  await save.click();
  const key = page.getByLabel('Admin key');
  await expect(page.getByText('This is needed.')).toHaveCount(1);
  await expect(key).toBeFocused();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Connected here');
  await page.getByRole('textbox', { name: 'Address' }).fill(provider.url);
  await page.getByRole('textbox', { name: 'Kinds of usage' }).fill('completions');
  await page.getByRole('checkbox', { name: 'Show names' }).uncheck();
  await page.getByRole('textbox', { name: 'Team', exact: true }).fill('connected');

  await key.fill('sk-admin-mistyped');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('The key was refused.')).toBeVisible();
  await expect(page.getByText('Enter a valid key')).toBeVisible();
  await key.fill(KEY);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('The connection works.')).toBeVisible();
  await expectAccessible(page, 'a filled form');

  await save.click();
  await expect(page).toHaveURL(/\/sources\/connected-here$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Connected here' })).toBeVisible();
  await expect(page.getByText('Running well')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('img', { name: /^7\d\d new or changed rows/ })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Rows per day' }).getByRole('row').nth(1)).toContainText(/7\d\d/);
  await expect(page.getByText('Set, not shown')).toBeVisible();
  expect(await page.content()).not.toContain(KEY);
  await expectFinishedText(page);
  await expectAccessible(page, 'a source that runs');
  await expect.poll(async () => ((await (await page.request.get('/api/v1/summary?scope=team:connected')).json()) as { total?: { records: number } }).total?.records ?? 0).toBeGreaterThan(700);
});

test('a source is paused, resumed, and says in both languages why it cannot be read', async ({ page }) => {
  const id = await connect(page, 'Refused later');
  await page.goto('/sources?lang=en');
  await expect(row(page, 'Refused later').first()).toContainText('Running well', { timeout: 30_000 });
  await row(page, 'Refused later').getByRole('button', { name: 'Pause: Refused later' }).click();
  await expect(row(page, 'Refused later').first()).toContainText('Paused');
  await expect(row(page, 'Refused later').getByRole('button', { name: 'Read now: Refused later' })).toBeDisabled();
  await row(page, 'Refused later').getByRole('button', { name: 'Resume: Refused later' }).click();
  await expect(row(page, 'Refused later').first()).toContainText('Running well');

  provider.refuses = true;
  await row(page, 'Refused later').getByRole('button', { name: 'Read now: Refused later' }).click();
  await expect(page.getByText('“Refused later” is read within seconds.')).toBeVisible();
  await expect(row(page, 'Refused later').first()).toContainText('Failing', { timeout: 30_000 });
  const note = page.getByRole('note').filter({ hasText: 'The key was refused.' });
  await expect(note).toContainText('Enter a valid key');
  await expect(note).toContainText('Incorrect API key provided.');
  await expectAccessible(page, 'a source that fails');

  await page.goto(`/sources/${id}?lang=ko`);
  await expect(page.getByText('키가 거부되었습니다.')).toBeVisible();
  await expect(page.getByText('올바른 키를 입력하세요.')).toBeVisible();
  await expectFinishedText(page);
  await expectAccessible(page, 'a source that fails, in Korean');

  provider.refuses = false;
  await page.getByRole('button', { name: '지금 읽기' }).click();
  await expect(page.getByText('정상')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('키가 거부되었습니다.')).toHaveCount(0);
});

test('days are read again, with a look at how far it is', async ({ page }) => {
  const id = await connect(page, 'Read twice');
  await page.goto(`/sources/${id}?lang=en`);
  await expect(page.getByText('Running well')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'More: Read twice' }).click();
  await page.getByRole('menuitem', { name: 'Backfill' }).click();
  const dialog = page.getByRole('dialog', { name: 'Backfill “Read twice”' });
  const day = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  await dialog.getByLabel('First day').fill(day(3));
  await dialog.getByLabel('Last day').fill(day(4));
  await dialog.getByRole('button', { name: 'Start the backfill' }).click();
  await expect(dialog.getByText('The last day must not come before the first.')).toBeVisible();
  await dialog.getByLabel('First day').fill(day(45));
  await dialog.getByLabel('Last day').fill(day(40));
  await dialog.getByRole('button', { name: 'Start the backfill' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(`${day(45)} to ${day(40)}: done`)).toBeVisible({ timeout: 30_000 });
  // Six whole days of hours.
  await expect(page.getByText(/, 144 records read/)).toBeVisible();
});

test('a source is changed without its key, tested and removed', async ({ page }) => {
  const id = await connect(page, 'To be changed');
  await page.goto(`/sources/${id}/edit?lang=en`);
  await expect(page.getByRole('group', { name: 'Admin key' })).toContainText('Set, not shown');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Changed');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('The connection works.')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Changed', exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'More: Changed' }).click();
  await page.getByRole('menuitem', { name: 'Test the connection' }).click();
  const test = page.getByRole('dialog', { name: 'Test of “Changed”' });
  await expect(test.getByText('The connection works.')).toBeVisible();
  await expectAccessible(page, 'the test of a source');
  await test.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'More: Changed' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  const ask = page.getByRole('dialog', { name: 'Remove “Changed”?' });
  await ask.getByRole('button', { name: 'Cancel' }).click();
  await expect(ask).toHaveCount(0);
  await page.getByRole('button', { name: 'More: Changed' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await ask.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page).toHaveURL(/\/sources$/);
  await expect(page.getByText('No data source is connected')).toBeVisible();
});

test('a source that is gone says so', async ({ page }) => {
  await page.goto('/sources/no-such-source?lang=en');
  await expect(page.getByText('There is no such data source')).toBeVisible();
});

test('what the server refuses stands at its field', async ({ page }) => {
  await page.route('**/api/v1/sources', (route) => (route.request().method() === 'POST'
    ? route.fulfill({ status: 400, json: { title: 'Invalid', errors: { 'settings.base_url': ['base_url: got "x", expected an address.'] } } })
    : route.continue()));
  await page.goto('/sources/new?kind=openai.usage&lang=en');
  await page.getByLabel('Admin key').fill('env:OPENAI_ADMIN_KEY');
  await page.getByRole('button', { name: 'Add the source' }).click();
  await expect(page.getByText('base_url: got "x", expected an address.')).toBeVisible();
  await expect(page.getByText('The server did not accept some fields')).toBeVisible();
});

test('estimate and bill: unusual days are marked, and their days unfold', async ({ page }) => {
  const day = (i: number) => ({
    day: `2026-03-${String(i).padStart(2, '0')}`, source: 'bill', provider: 'openai', model: 'gpt-4o', estimated: 100, billed: i === 9 ? 150 : 101, drift: i === 9 ? 50 : 1, ratio: i === 9 ? 1.5 : 1.01,
    normal: i > 5 ? { lower: 0.98, upper: 1.03 } : null, isUnusual: i === 9, records: 5, status: i > 8 ? 'confirmed' : 'invoiced',
  });
  const items = Array.from({ length: 10 }, (_, i) => day(i + 1));
  await page.route('**/api/v1/sources/drift*', (route) => route.fulfill({
    json: { from: '2026-03-01', to: '2026-03-11', currency: 'USD', totals: { estimated: 1000, billed: 1059, drift: 59, alone: 0, ratio: 1.059, unusual: 1 }, pendingDays: 1, items },
  }));
  await page.goto('/sources?lang=en');
  const panel = page.getByRole('region', { name: 'Estimate and bill' }).first();
  await expect(panel.getByText('+$59.00').first()).toBeVisible();
  await expect(panel.getByRole('img', { name: 'gpt-4o: 105.9% of the estimate is billed. Usual are 98% to 103%. 1 unusual day' })).toBeVisible();
  await panel.getByRole('button', { name: 'Days of gpt-4o' }).click();
  const days = panel.getByRole('table', { name: 'Days of gpt-4o' });
  await expect(days.getByRole('row').filter({ hasText: 'Mar 9' })).toContainText('Unusual');
  await expect(days.getByRole('row').filter({ hasText: 'Mar 2' })).toContainText('Not known yet');
  await expectAccessible(page, 'estimate and bill');
  await panel.getByRole('button', { name: '7 days' }).click();
  await expect(page).toHaveURL(/days=7/);
});
