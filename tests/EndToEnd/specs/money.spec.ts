import type { APIRequestContext } from '@playwright/test';
import { expect, expectFinishedText, test } from '../fixtures';

/** Sends usage records with stated costs, the newest a minute ago, the others an hour apart before it. */
async function spend(request: APIRequestContext, id: string, costs: readonly number[], facts: object): Promise<void> {
  const now = Date.now() - 60_000;
  const answer = await request.post('/api/v1/usage', {
    data: costs.map((cost, i) => ({
      id: `${id}-${i}`, timestamp: new Date(now - (costs.length - 1 - i) * 3_600_000).toISOString(), provider: 'openai', model: 'gpt-4o',
      usage: { 'token.input': 1_000 }, effective_cost: String(cost), ...facts,
    })),
  });
  expect(answer.ok()).toBe(true);
}

test('a budget: refused with reasons, made, reserved from, asked to grow, approved, deleted', async ({ page, request }) => {
  await page.goto('/budgets?lang=en');
  await expect(page.getByRole('table', { name: 'All budgets' })).toBeVisible();
  await page.getByRole('button', { name: 'New budget' }).click();
  const dialog = page.getByRole('dialog', { name: 'New budget' });
  await dialog.getByRole('textbox', { name: /^Told at/ }).fill('50, half');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Give it a name.')).toBeVisible();
  await expect(dialog.getByText('Enter an amount above 0')).toBeVisible();
  await expect(dialog.getByText('Enter up to 10 percentages')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Batch jobs');
  await dialog.getByRole('textbox', { name: 'Amount', exact: true }).fill('1,000,000');
  await dialog.getByRole('textbox', { name: /^Told at/ }).fill('80, 100');
  await dialog.getByRole('textbox', { name: 'Currency' }).fill('QQQ');
  await dialog.getByRole('button', { name: 'Hard' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText("'QQQ' is not a currency with an exchange rate").first()).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Currency' }).fill('USD');
  await dialog.getByRole('button', { name: 'Save' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Batch jobs' })).toBeVisible();
  const id = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1)!);
  await expect(page.getByText('Nobody has reserved from this budget')).toBeVisible();
  const reservations = `/api/v1/budgets/${id}/reservations`;
  expect((await request.post(reservations, { data: { key: 'job-1', amount: 25, ttl: 'PT10M' } })).status()).toBe(201);
  expect((await request.post(reservations, { data: { key: 'job-2', amount: 40, ttl: 'PT10M' } })).status()).toBe(201);
  expect((await request.put(`${reservations}/job-1`, { data: { amount: 20 } })).ok()).toBe(true);
  const row = (key: string) => page.getByRole('table', { name: 'Reservations' }).getByRole('row').filter({ hasText: key });
  await expect(row('job-1')).toContainText('Settled');
  await expect(row('job-2')).toContainText('Held');
  await expect(page.getByTestId('figure-Held by reservations')).toHaveText('$40.00');
  await page.getByRole('button', { name: 'Held', exact: true }).click();
  await expect(row('job-1')).toHaveCount(0);
  await expect(page).toHaveURL(/reservations=held/);

  await page.getByRole('button', { name: 'Ask for more' }).click();
  const ask = page.getByRole('dialog', { name: 'Ask for more than “Batch jobs” allows' });
  await ask.getByRole('textbox', { name: /^Amount wanted/ }).fill('10');
  await ask.getByRole('button', { name: 'Send the request' }).click();
  await expect(ask.getByText('Enter more than the present $1,000,000.00.')).toBeVisible();
  await ask.getByRole('textbox', { name: /^Amount wanted/ }).fill('1,500,000');
  await ask.getByRole('textbox', { name: 'Reason' }).fill('Backlog of November');
  await ask.getByRole('button', { name: 'Send the request' }).click();
  await expect(ask).toHaveCount(0);
  await expect(page.getByText('Backlog of November')).toBeVisible();
  await page.getByRole('button', { name: 'Approve more for “Batch jobs”' }).click();
  const decide = page.getByRole('dialog', { name: 'Approve more for “Batch jobs”' });
  await decide.getByRole('textbox', { name: 'Comment (optional)' }).fill('Fine until December');
  await decide.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(page.getByText('Approved', { exact: true })).toBeVisible();
  await expect(page.getByText('$1,500,000.00 · for good')).toBeVisible();
  await expectFinishedText(page);

  await page.getByRole('button', { name: 'Remove the budget' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the budget' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Budgets' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'All budgets' }).getByText('Batch jobs')).toHaveCount(0);
});

test('budgets keep order and filter in the address and are reached by keyboard', async ({ page }) => {
  await page.goto('/?lang=en');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await expect(page.getByRole('heading', { level: 1, name: 'Budgets' })).toBeVisible();
  await page.getByRole('button', { name: 'Left', exact: true }).click();
  await expect(page).toHaveURL(/sort=left/);
  await expect(page.getByRole('columnheader', { name: 'Left' })).toHaveAttribute('aria-sort', 'descending');
  await page.getByRole('button', { name: /^Fine/ }).click();
  await expect(page).toHaveURL(/state=fine/);
  await page.reload();
  await expect(page.getByRole('button', { name: /^Fine/ })).toHaveAttribute('aria-pressed', 'true');
});

test('an experiment: started with its client example, watched, measured, compared, finished', async ({ page, request }) => {
  await page.goto('/experiments?lang=en');
  await page.getByRole('button', { name: 'Start an experiment' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Prompt seven');
  await dialog.getByRole('textbox', { name: 'Estimate' }).fill('100');
  await dialog.getByRole('textbox', { name: 'Cap' }).fill('50');
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(dialog.getByText('The cap is below the estimate.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Cap' }).fill('200');
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(dialog.getByText('has started')).toBeVisible();
  await expect(dialog.getByText('"experiment": "prompt-seven"')).toBeVisible();
  await expect(dialog.getByText('/budgets/exp-prompt-seven/reservations')).toBeVisible();

  await spend(request, 'money-exp', [30, 55], { team: 'search', project: 'lab', resource: 'runs', experiment: 'prompt-seven' });
  await dialog.getByRole('link', { name: 'Open the experiment' }).click();
  await expect(page.getByTestId('figure-Cost')).toHaveText('$85.00');
  await expect(page.getByRole('alert').filter({ hasText: 'per hour, planned were' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Metric' }).fill('points');
  await page.getByRole('textbox', { name: 'Value' }).fill('17');
  await page.getByRole('button', { name: 'Report' }).click();
  await expect(page.getByRole('table', { name: 'Metrics' })).toContainText('$5.00');
  await expectFinishedText(page);

  expect((await request.post('/api/v1/experiments', { data: { name: 'Prompt eight', estimate: 100 } })).status()).toBe(201);
  await spend(request, 'money-exp8', [10], { team: 'search', project: 'lab', resource: 'runs', experiment: 'prompt-eight' });
  await spend(request, 'money-undeclared', [7], { team: 'search', project: 'lab', resource: 'runs', experiment: 'nightly' });
  expect((await request.post('/api/v1/experiments/prompt-eight/metrics', { data: { name: 'points', value: 10 } })).ok()).toBe(true);
  await page.goto('/experiments?lang=en');
  // The selection stands in the address: the box follows the click.
  await page.getByRole('checkbox', { name: 'Compare “Prompt seven”' }).click();
  await expect(page.getByRole('checkbox', { name: 'Compare “Prompt seven”' })).toBeChecked();
  await page.getByRole('checkbox', { name: 'Compare “Prompt eight”' }).click();
  await expect(page.getByRole('checkbox', { name: 'Compare “Prompt eight”' })).toBeChecked();
  const compared = page.getByRole('table', { name: 'Selected experiments' });
  await expect(compared.getByRole('row').nth(1)).toContainText('Prompt eight');
  await expect(compared.getByRole('row').nth(1)).toContainText('Best');
  await expect(compared.getByRole('row').nth(2)).toContainText('× 5');
  await expect(page).toHaveURL(/compare=/);
  await expect(page.getByRole('button', { name: 'Declare nightly' })).toBeVisible();

  await page.goto('/experiments/prompt-seven?lang=en');
  await page.getByRole('button', { name: 'Finish', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Outcome' }).fill('Better by 3 points');
  await page.getByRole('dialog').getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('definition').filter({ hasText: 'Better by 3 points' })).toBeVisible();
  await expect(page.getByText('Finished', { exact: true })).toBeVisible();
});

test('unattributed spend: a suggestion shows what it moves, is saved and applied to the past', async ({ page, request }) => {
  test.setTimeout(150_000);
  await spend(request, 'money-lost', [120, 130, 50], { tags: { app: 'search-indexer' } });
  // The sums that the page reads follow the ledger about a second behind.
  await expect.poll(async () => (await request.get('/api/v1/attribution/unattributed')).text()).toContain('search-indexer');
  await page.goto('/allocation?lang=en');
  await page.getByRole('button', { name: 'Accept the rule tag:app search-indexer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add the suggested rule' });
  await expect(dialog.getByText(/\$[\d,.]+ of \d{4}-\d{2} from unattributed to search/).first()).toBeVisible({ timeout: 60_000 });
  await expectFinishedText(page);
  await dialog.getByRole('button', { name: 'Save the rule' }).click();
  // The demo begins with a first version of three rules.
  await expect(dialog.getByText('Saved as version 2.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Apply to the past' }).click();
  await expect(dialog.getByText(/^Moved \$300\.00, 3 records/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  const rules = page.getByRole('list', { name: 'Rules' });
  await expect(rules.getByRole('listitem')).toHaveCount(4);

  await page.getByRole('button', { name: 'Add a rule' }).click();
  const form = page.getByRole('dialog', { name: 'Add a rule' });
  await form.getByRole('button', { name: 'Take over' }).click();
  await expect(form.getByText('Give it a name.')).toBeVisible();
  await expect(form.getByText('Say where the cost belongs')).toBeVisible();
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Everything of bots');
  await form.getByRole('combobox', { name: 'Dimension' }).fill('tag:app');
  await form.getByRole('textbox', { name: 'Value' }).fill('bot');
  await form.getByRole('textbox', { name: 'Team' }).fill('assistant');
  await form.getByRole('button', { name: 'Take over' }).click();
  await expect(rules.getByRole('listitem')).toHaveCount(5);
  await rules.getByRole('button', { name: /^Everything of bots: place 5/ }).press('ArrowUp');
  await expect(rules.getByRole('listitem').nth(3)).toContainText('Everything of bots');
  await expect(rules.getByRole('button', { name: /^Everything of bots: place 4/ })).toBeFocused();
  await page.getByRole('button', { name: 'Preview and save' }).click();
  const change = page.getByRole('dialog', { name: 'What the changed rules move' });
  await expect(change.getByText(/^This moves nothing/)).toBeVisible();
  await change.getByRole('button', { name: 'Save as a new version' }).click();
  await expect(change.getByText('Saved as version 3.')).toBeVisible();
  await change.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Versions' }).click();
  await page.getByRole('button', { name: 'Restore version 1' }).click();
  await expect(page.getByRole('dialog').getByText('Saved as version 4.')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
  await expect(rules.getByRole('listitem')).toHaveCount(3);
});

test('a shared cost is divided, adds up, and stands in the showback and its files', async ({ page, request }) => {
  await page.goto('/allocation?lang=en');
  await page.getByRole('button', { name: 'Divide a cost' }).click();
  const dialog = page.getByRole('dialog', { name: 'Divide a cost' });
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Evaluation for all');
  await dialog.getByRole('combobox', { name: 'Cost of' }).fill('evaluation');
  await page.getByRole('option', { name: /^platform \/ evaluation/ }).first().click();
  await dialog.getByRole('button', { name: 'Evenly' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('table', { name: 'Parts of Evaluation for all' })).toContainText('Adds up');

  await page.goto('/showback?lang=en');
  const teams = page.getByRole('table', { name: 'Cost by team' });
  await expect(teams.getByRole('row').filter({ hasText: 'All teams' })).toBeVisible();
  await teams.getByRole('button', { name: 'search', exact: true }).click();
  await expect(page).toHaveURL(/team=search/);
  await page.getByRole('button', { name: 'Shared costs' }).click();
  await expect(page.getByRole('table', { name: 'Shared costs' })).toContainText('Evaluation for all');
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Model' })).toBeVisible();
  await expectFinishedText(page);
  for (const name of ['CSV', 'FOCUS 1.2', 'Print']) {
    const address = await page.getByRole('link', { name }).getAttribute('href');
    expect(address).toContain('team=search');
    const answer = await request.get(address!);
    expect(answer.ok(), name).toBe(true);
    expect((await answer.text()).length, name).toBeGreaterThan(100);
  }
  await page.getByRole('button', { name: 'Week', exact: true }).click();
  await expect(page).toHaveURL(/period=\d{4}-W\d{2}/);
});

test('pages of money say when the server cannot answer, and read in Korean', async ({ page }) => {
  await page.route('**/api/v1/budgets', (route) => route.fulfill({ status: 503, json: { title: 'Busy' } }));
  await page.goto('/budgets?lang=en');
  await expect(page.getByRole('alert').filter({ hasText: 'Budgets could not be loaded' })).toBeVisible();
  for (const [address, title] of [['/experiments', '실험'], ['/allocation', '비용 배분'], ['/showback', '팀별 정산']] as const) {
    await page.goto(`${address}?lang=ko`);
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(page.getByRole('status', { name: '불러오는 중' })).toHaveCount(0);
    await expectFinishedText(page);
  }
});
