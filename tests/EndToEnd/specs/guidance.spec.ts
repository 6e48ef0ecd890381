import type { APIRequestContext } from '@playwright/test';
import { expect, expectFinishedText, test } from '../fixtures';

interface Cause {
  id: string;
  scope: { key: string; kind: string };
}

/** The oldest cause: the newer ones are open, and other tests need them so. */
async function oldestCause(request: APIRequestContext): Promise<Cause> {
  const { items } = (await (await request.get('/api/v1/alerts?limit=1000')).json()) as { items: { cause: Cause }[] };
  return items.at(-1)!.cause;
}

test('a word on an anomaly changes the sensitivity of its scope, and taking it back restores it', async ({ page, request }) => {
  const cause = await oldestCause(request);
  await page.goto(`/anomalies/${cause.id}?lang=en`);
  const words = page.getByRole('group', { name: 'What was this worth?' });
  await words.getByRole('button', { name: 'Noise' }).click();
  await expect(words.getByRole('button', { name: 'Noise' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText(/^You said: Noise/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Note (optional)' }).fill('A test of the pipeline');
  // The button is disabled while the note is on its way, too: leaving the page then would take it back.
  const saved = page.waitForResponse((response) => response.url().endsWith('/feedback') && response.request().method() !== 'GET');
  await page.getByRole('button', { name: 'Save note' }).click();
  expect((await saved).ok()).toBe(true);

  const address = `/t/${cause.scope.key.slice(cause.scope.key.indexOf(':') + 1)}?lang=en`;
  await page.goto(address);
  const card = page.getByRole('region', { name: 'Sensitivity' });
  await expect(card.getByTestId('false-alerts')).toHaveText('0.25');
  const word = card.getByRole('listitem');
  await expect(word).toHaveCount(1);
  await expect(word).toContainText('A test of the pipeline');
  await expectFinishedText(page);
  await word.getByRole('button', { name: /^Undo the word on/ }).click();
  await expect(card.getByTestId('false-alerts')).toHaveText('0.5');
  await expect(card.getByText('Nobody has judged an anomaly')).toBeVisible();

  await page.goto(`/anomalies/${cause.id}?lang=en`);
  await expect(words.getByRole('button', { name: 'Noise' })).toHaveAttribute('aria-pressed', 'false');
  await words.getByRole('button', { name: 'Expected' }).click();
  await expect(page.getByText(/^You said: Expected/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByText(/^You said/)).toHaveCount(0);
});

test('a word that cannot be saved says so', async ({ page, request }) => {
  const cause = await oldestCause(request);
  await page.route('**/feedback', (route) => route.fulfill({ status: 503, json: { title: 'Busy' } }));
  await page.goto(`/anomalies/${cause.id}?lang=en`);
  await page.getByRole('group', { name: 'What was this worth?' }).getByRole('button', { name: 'Useful' }).click();
  await expect(page.getByRole('alert')).toContainText('The word could not be saved. The server is busy.');
});

test('a planned event: refused with reasons, added, drawn on the chart, changed and deleted', async ({ page, request }) => {
  const { items } = (await (await request.get('/api/v1/scopes?parent=org')).json()) as { items: { key: string; kind: string; name: string }[] };
  const team = items.find((scope) => scope.kind === 'team')!;
  await page.goto('/plans?lang=en');
  await expect(page.getByRole('table', { name: 'Planned events' }).getByText('Fine-tuning run')).toBeVisible();
  await page.getByRole('button', { name: 'Plan an event' }).click();
  const dialog = page.getByRole('dialog', { name: 'Plan an event' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Give it a name.')).toBeVisible();
  await expect(dialog.getByText('Choose where it happens.')).toBeVisible();
  await expect(dialog.getByText('Enter an amount that is not 0')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Launch week');
  await expect(dialog.getByText('Give it a name.')).toHaveCount(0);
  await dialog.getByRole('combobox', { name: 'Scope' }).fill(team.name.slice(0, 4));
  await page.getByRole('option', { name: team.name }).first().click();
  const end = dialog.getByRole('textbox', { name: 'End', exact: true });
  const start = await dialog.getByRole('textbox', { name: 'Start', exact: true }).inputValue();
  const later = await end.inputValue();
  await end.fill(start);
  await expect(dialog.getByText('The end must come after the start.')).toBeVisible();
  await end.fill(later);
  await dialog.getByRole('button', { name: 'Multiple', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Multiple of the usual spend' }).fill('3');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  const row = page.getByRole('table', { name: 'Planned events' }).getByRole('row').filter({ hasText: 'Launch week' });
  await expect(row).toContainText('+$');
  await expect(row).toContainText('Ahead');

  await row.getByRole('link', { name: team.name }).click();
  await expect(page.getByRole('region', { name: 'Planned events' }).getByText('Launch week')).toBeVisible();
  await expect(page.getByRole('group', { name: /Cost chart.*Planned: Launch week/ }).locator('canvas')).toBeVisible();
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Cost over time' }).getByRole('row').filter({ hasText: 'Launch week' }).first()).toBeVisible();

  await page.goto('/plans?lang=en');
  await row.getByRole('button', { name: 'Change “Launch week”' }).click();
  const change = page.getByRole('dialog', { name: 'Change the planned event' });
  await change.getByRole('textbox', { name: 'Extra spend over the whole event' }).fill('-1,500');
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('-$1,500');
  await row.getByRole('button', { name: 'Delete “Launch week”' }).click();
  const ask = page.getByRole('dialog', { name: 'Delete “Launch week”?' });
  await ask.getByRole('button', { name: 'Cancel' }).click();
  await expect(row).toBeVisible();
  await row.getByRole('button', { name: 'Delete “Launch week”' }).click();
  await ask.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(row).toHaveCount(0);
});

test('an organization without plans is told so', async ({ page }) => {
  await page.route('**/api/v1/planned-events*', (route) => route.fulfill({ json: { items: [] } }));
  await page.goto('/plans?lang=en');
  await expect(page.getByText('Nothing is planned')).toBeVisible();
});

test('an alarm that a plan explains is withdrawn, and comes back without the plan', async ({ page, request }) => {
  const { items } = (await (await request.get('/api/v1/alerts?limit=1000')).json()) as { items: { state: string; cause: Cause & { kind: string; start: string; end: string; excess: number } }[] };
  const { cause } = items.find((item) => item.state === 'resolved' && ['spike', 'daySurge'].includes(item.cause.kind) && item.cause.scope.kind === 'resource')!;
  const entry = page.getByRole('main').locator(`a[href="/anomalies/${cause.id}"]`);
  await page.goto('/anomalies?lang=en');
  await expect(entry).toBeVisible();
  const plan = { scope: cause.scope.key, title: 'Load test', start: cause.start, end: cause.end, extraCost: cause.excess * 1.5 };
  const { id } = (await (await request.post('/api/v1/planned-events', { data: plan })).json()) as { id: string };
  await expect(entry).toHaveCount(0);
  await page.goto(`/anomalies/${cause.id}?lang=en`);
  await expect(page.getByText('Withdrawn')).toBeVisible();
  await request.delete(`/api/v1/planned-events/${id}`);
  await page.goto('/anomalies?lang=en');
  await expect(entry).toBeVisible();
});

test('a multiple of nothing is refused in plain words', async ({ page }) => {
  await page.route('**/api/v1/planned-events', (route) => (route.request().method() === 'POST'
    ? route.fulfill({ status: 400, json: { title: 'Invalid', errors: { factor: ['no history'] } } })
    : route.continue()));
  await page.goto('/plans?scope=team%3Anew&lang=en');
  await page.getByRole('button', { name: 'Plan an event' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('combobox', { name: 'Scope' })).toHaveValue('new');
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Launch');
  await dialog.getByRole('button', { name: 'Multiple', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Multiple of the usual spend' }).fill('2');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('There was no spend in the 28 days before')).toBeVisible();
});
