import type { APIRequestContext } from '@playwright/test';
import { expect, expectFinishedText, test } from '../fixtures';
import { RUNAWAY } from '../silo';

interface Item {
  id: string;
  scope: { key: string };
  start: string;
}

/** The runaway that goes on, where it was seen on the project. */
async function runaway(request: APIRequestContext): Promise<Item> {
  const { items } = (await (await request.get(`/api/v1/anomalies?scope=${RUNAWAY}&exact=true&open=true&limit=100`)).json()) as { items: Item[] };
  return items[0]!;
}

test('the page of the runaway shows the deployment that came shortly before, on the chart and in the list', async ({ page, request }) => {
  const { id } = await runaway(request);
  await page.goto(`/anomalies/${id}?lang=en`);
  const panel = page.getByRole('region', { name: 'What changed around then' });
  const first = panel.getByRole('listitem').first();
  await expect(first).toContainText('Deployment');
  await expect(first).toContainText('Agents may call tools in parallel');
  await expect(first).toContainText('2.14.0');
  await expect(first).toContainText(/\d+ minutes before/);
  await expect(first).toContainText('told by hana (Token ci)');
  const link = first.getByRole('link', { name: 'Open “Agents may call tools in parallel” in a new tab' });
  await expect(link).toHaveAttribute('rel', /noopener/);
  await expect(link).toHaveAttribute('href', /^https:\/\/git\.example\.com\//);
  await expect(page.getByRole('region', { name: 'What happened' })).toContainText('Changed shortly before');
  await expect(page.getByRole('region', { name: 'Hourly cost around the anomaly' })).toContainText('Changes, numbered as in the list');
  await expect(page.locator('body')).not.toContainText(/caused|because of the deployment/);
  await expectFinishedText(page);

  await page.goto(`/anomalies/${id}?lang=ko`);
  await expect(page.getByRole('region', { name: '그 무렵의 변경 사항' }).getByRole('listitem').first()).toContainText(/배포.*\d+분 전/s);
  await expectFinishedText(page);
});

test('a change is refused with reasons, added, listed, and deleted again', async ({ page, request }) => {
  const { id } = await runaway(request);
  await page.goto(`/anomalies/${id}?lang=en`);
  const panel = page.getByRole('region', { name: 'What changed around then' });
  await panel.getByRole('button', { name: 'Add a change' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a change' });
  await dialog.getByRole('textbox', { name: 'Link (optional)' }).fill('git.example.com');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Give it a name.')).toBeVisible();
  await expect(dialog.getByText('Enter an address that begins with https:// or http://.')).toBeVisible();
  await expectFinishedText(page);
  await dialog.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Setting' }).click();
  await dialog.getByRole('textbox', { name: 'Title' }).fill('A flag of the test');
  await dialog.getByRole('textbox', { name: 'Link (optional)' }).fill('https://git.example.com/flags/1');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);

  await page.goto('/plans?lang=en');
  const row = page.getByRole('list', { name: 'Changes of the last 30 days' }).getByRole('listitem').filter({ hasText: 'A flag of the test' });
  await expect(row).toContainText('assistant / agent-runtime');
  await row.getByRole('button', { name: 'Delete “A flag of the test”' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(row).toHaveCount(0);
});

test('an anomaly around which nothing changed says how a pipeline tells it', async ({ page, request }) => {
  const { id } = await runaway(request);
  await page.route('**/api/v1/anomalies/*/changes', (route) => route.fulfill({ json: { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z', items: [] } }));
  await page.goto(`/anomalies/${id}?lang=en`);
  const panel = page.getByRole('region', { name: 'What changed around then' });
  await expect(panel.getByLabel('Command that tells a deployment')).toContainText('"scope":"project:assistant/agent-runtime","kind":"deploy"');
  await expectFinishedText(page);
});
