import type { APIRequestContext } from '@playwright/test';
import { expect, expectFinishedText, test } from '../fixtures';

interface Listed {
  id: string;
  state: string;
  cause: { id: string; kind: string; headline: { en: string; ko: string } };
}

async function incidents(request: APIRequestContext): Promise<Listed[]> {
  return ((await (await request.get('/api/v1/alerts?limit=1000')).json()) as { items: Listed[] }).items;
}

/** Who does everything over generated data. */
const me = 'FinOps analyst';

test('an incident is given, put off, discussed and resolved, and its history says by whom', async ({ page, request }) => {
  const incident = (await incidents(request)).find(({ state }) => state !== 'resolved')!;
  await page.goto(`/anomalies/${incident.cause.id}?lang=en`);
  const handling = page.getByRole('region', { name: 'What is being done' });
  await handling.getByRole('button', { name: 'Assign to me' }).click();
  await expect(handling.getByRole('definition').filter({ hasText: me }).first()).toBeVisible();
  await handling.getByRole('button', { name: 'Snooze' }).click();
  await page.getByRole('menuitem', { name: 'For 4 hours' }).click();
  await expect(handling.getByText('Snoozed until')).toBeVisible();
  await handling.getByRole('textbox', { name: 'Write a comment' }).fill('The agent retries without an end.');
  await handling.getByRole('button', { name: 'Send' }).click();
  await expect(handling.getByRole('list', { name: 'Comments' })).toContainText('The agent retries without an end.');
  await handling.getByRole('button', { name: 'Resolve' }).click();
  await expect(handling.getByText(`Mended · ${me}`)).toBeVisible();
  const history = page.getByRole('list', { name: 'History' });
  for (const deed of [`${me} resolved it`, `${me} wrote`, `${me} snoozed it until`, `${me} assigned it: ${me}`]) await expect(history).toContainText(deed);
  await expectFinishedText(page);
  await handling.getByRole('button', { name: 'Open again' }).click();
  await expect(handling.getByText('Nobody has it')).toBeVisible();
});

test('the parts of an explanation add up to the difference, in both languages', async ({ page, request }) => {
  for (const { cause } of await incidents(request)) {
    const { explanation } = (await (await request.get(`/api/v1/anomalies/${cause.id}`)).json()) as { explanation: { parts: object[] } | null };
    if (explanation === null) continue;
    for (const language of ['en', 'ko'] as const) {
      await page.goto(`/anomalies/${cause.id}?lang=${language}`);
      const table = page.getByRole('table', { name: language === 'en' ? 'Parts of the difference' : '차이의 요인' });
      await expect(table).toBeVisible();
      const amounts = (await table.getByRole('row').locator('td:last-of-type').allInnerTexts()).map((text) => Number(text.replace(/[^\d.-]/g, '')));
      const parts = amounts.slice(1, -1).reduce((sum, amount) => sum + amount, 0);
      expect(amounts[0]! + parts).toBeCloseTo(amounts.at(-1)!, 6);
      await expectFinishedText(page);
    }
    return;
  }
  throw new Error('No anomaly of the demo has an explanation.');
});

test('the inbox is worked through by the keyboard, and several at once', async ({ page, request }) => {
  for (const { id, state } of await incidents(request)) if (state === 'acknowledged') await request.post(`/api/v1/alerts/${id}/resolve`).then(() => request.post(`/api/v1/alerts/${id}/reopen`));
  await page.goto('/anomalies?lang=en&state=untaken');
  const rows = page.getByRole('main').locator('[data-row]');
  await expect(rows.first()).toBeVisible();
  const count = await rows.count();
  await page.keyboard.press('j');
  await expect(rows.first().getByRole('link')).toBeFocused();
  await page.keyboard.press('x');
  await expect(rows.first().getByRole('checkbox')).toBeChecked();
  await page.keyboard.press('x');
  await page.keyboard.press('a');
  await expect(rows).toHaveCount(count - 1);
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  const bulk = page.getByRole('group', { name: 'For all selected' });
  await bulk.getByRole('button', { name: 'Assign to me' }).click();
  await page.getByRole('combobox', { name: 'Assignee' }).click();
  await page.getByRole('option', { name: `Me (${me})` }).click();
  await expect(page).toHaveURL(/assignee=demo%3AFinOps/);
  await expect(rows.first()).toContainText(`Assignee: ${me}`);
});

test('a channel is added with its secret, tested with the answer it gave, routed to, and removed', async ({ page }) => {
  await page.goto('/alerts?lang=en');
  await page.getByRole('button', { name: 'Add a channel' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a channel' });
  await dialog.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Slack' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('This is needed.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Cost room');
  await dialog.getByLabel(/^Webhook address/).fill('https://hooks.slack.invalid/services/T/B/key');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('table', { name: 'Channels' }).getByRole('row').filter({ hasText: 'Cost room' });
  await expect(row).toContainText('Not used yet');
  await row.getByRole('button', { name: 'Send a test to “Cost room”' }).click();
  const ask = page.getByRole('dialog', { name: 'Test “Cost room”' });
  await ask.getByRole('button', { name: 'Send the test' }).click();
  await expect(ask.getByText('It did not arrive.')).toBeVisible({ timeout: 40_000 });
  await ask.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Add a route' }).first().click();
  const route = page.getByRole('dialog', { name: 'Add a route' });
  await route.getByRole('button', { name: 'Save' }).click();
  await expect(route.getByText('Give it a name.')).toBeVisible();
  await expect(route.getByText('Choose a channel, or a role below.')).toBeVisible();
  await route.getByRole('textbox', { name: 'Name' }).fill('Nights');
  await route.getByRole('checkbox', { name: 'Cost room' }).check();
  await route.getByRole('checkbox', { name: 'Quiet hours' }).check();
  await route.getByRole('button', { name: 'Save' }).click();
  const led = page.getByRole('table', { name: 'Routes' }).getByRole('row').filter({ hasText: 'Nights' });
  await expect(led).toContainText('22:00–07:00');
  await expect(led).toContainText('Cost room');
  await expectFinishedText(page);
  await led.getByRole('button', { name: 'Remove “Nights”' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(led).toHaveCount(0);
  await row.getByRole('button', { name: 'Remove “Cost room”' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(row).toHaveCount(0);
});

test('what was sent is shown in both languages', async ({ page }) => {
  await page.goto('/alerts?lang=en&state=delivered');
  const first = page.getByRole('table', { name: 'Deliveries' }).getByRole('button').first();
  await expect(first).toBeVisible({ timeout: 40_000 });
  await first.click();
  const dialog = page.getByRole('dialog', { name: /^What was sent to/ });
  await expect(dialog.getByRole('region', { name: 'English' })).not.toContainText(/[가-힣]/);
  await expect(dialog.getByRole('region', { name: 'Korean' })).toContainText(/[가-힣]/);
  await expect(page).toHaveURL(/delivery=/);

  // Not every word has a time; that of an incident says since when.
  const incident = /^[^:]+: burning fast/;
  const delivered = async () => ((await (await page.request.get('/api/v1/deliveries?state=delivered&limit=100')).json()) as { items: { id: string; title: { en: string } | null }[] }).items;
  await expect.poll(async () => (await delivered()).some(({ title }) => incident.test(title?.en ?? '')), { timeout: 40_000 }).toBe(true);
  const { id } = (await delivered()).find(({ title }) => incident.test(title?.en ?? ''))!;
  await page.goto(`/alerts?lang=en&delivery=${id}`);
  await expect(dialog.getByRole('region', { name: 'English' })).toContainText('UTC');
});

test('a policy is tried before it is saved, begins in a dry run, is armed and removed', async ({ page }) => {
  await page.goto('/policies/new?lang=en');
  await expect(page.getByTestId('preview')).toContainText(/It would have matched \d+ of \d+ notices/);
  // What notices can be about is offered by their kind.
  const kinds = page.getByRole('group', { name: 'Only of these kinds' });
  await kinds.getByRole('checkbox', { name: 'Spike' }).check();
  await expect(kinds.getByRole('checkbox', { name: '80% reached' })).toHaveCount(0);
  await page.getByRole('group', { name: 'About' }).getByRole('checkbox', { name: 'Budget thresholds' }).check();
  await expect(kinds.getByRole('checkbox', { name: '80% reached' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Beyond the expected, from (USD)' }).fill('1,000,000,000');
  await expect(page.getByTestId('preview')).toContainText('It would have matched 0 of');
  await page.getByRole('button', { name: 'Acts', exact: true }).click();
  await page.getByRole('button', { name: 'Add a policy' }).click();
  await expect(page.getByText('Give it a name.')).toBeVisible();
  await expect(page.getByText('Without an address nobody would do it.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Stop forgotten jobs');
  const webhook = page.getByRole('textbox', { name: 'Webhook of the gateway or scheduler' });
  await webhook.fill('https://10.0.0.7/hooks');
  await page.getByLabel(/^Signing secret/).fill('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjU');
  await page.getByRole('button', { name: 'Add a policy' }).click();
  await expect(webhook, 'what the server refuses stands at its field').toHaveAccessibleDescription(/10\.0\.0\.7/);
  await webhook.fill('https://gateway.invalid/hooks');
  await page.getByRole('button', { name: 'Add a policy' }).click();
  await expect(page).toHaveURL(/\/policies\/pol_/);
  const learning = page.getByRole('region', { name: 'What was made of it' });
  await expect(learning.getByText('Dry run', { exact: true })).toBeVisible();
  await learning.getByRole('button', { name: 'End the dry run' }).click();
  await expect(learning.getByText('Dry run', { exact: true })).toHaveCount(0);
  await expectFinishedText(page);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('dialog', { name: 'Remove “Stop forgotten jobs”?' }).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page).toHaveURL(/\/policies$/);

  await page.goto('/audit?lang=en&action=policy.armed');
  const lines = page.getByRole('table', { name: 'What was done' });
  await expect(lines.getByRole('row').nth(1)).toContainText(me);
  await expect(lines.getByRole('row').nth(1)).toContainText('Dry run ended');
  await expect(lines.getByRole('row').nth(1)).toContainText('Policy · Stop forgotten jobs');
  await expect(lines.getByRole('row').nth(1)).toContainText('Dry run Yes → No');
  const scope = page.getByRole('search').getByRole('combobox', { name: 'Scope' });
  await scope.fill('search');
  await page.getByRole('option', { name: 'search Team', exact: true }).click();
  await expect(page).toHaveURL(/scope=team%3Asearch/);
  await expect(page.getByText('No line matches these filters')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(lines.getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByText('Chain verified')).toBeVisible();
});

test('what a policy proposes is declined with a reason from the overview', async ({ page }) => {
  const now = Date.now();
  const decision = {
    id: 'dec_1', policyId: 'pol_1', policyName: 'Runaway keys', state: 'proposed', autonomy: 'propose', scope: { key: 'org', kind: 'organization', name: 'org', parent: null, firstSeen: null, lastSeen: null },
    noticeKind: 'incident', noticeThread: 'incident/a', noticeTitle: { en: 'agent-key burns', ko: 'agent-key 급증' }, noticePage: '/anomalies/a', severity: 'high',
    action: { kind: 'throttleKey', parameters: { rpm: '60' }, durationMinutes: 60, url: null, hasSecret: false, text: null },
    decidedAt: new Date(now).toISOString(), approver: null, expiresAt: null, answeredBy: null, answeredAt: null, reason: null, attempts: 0, nextAttemptAt: null, result: null, closedAt: null, steps: [],
  };
  let isOpen = true;
  let sent: unknown = null;
  await page.route('**/api/v1/policy-decisions?*', (route) => route.fulfill({ json: { items: isOpen && route.request().url().includes('state=proposed') ? [decision] : [] } }));
  await page.route('**/api/v1/policy-decisions/dec_1/decline', async (route) => {
    sent = route.request().postDataJSON();
    isOpen = false;
    await route.fulfill({ json: { ...decision, state: 'declined' } });
  });
  await page.goto('/?lang=en');
  const card = page.getByRole('region', { name: '1 waits for approval' });
  await expect(card).toContainText('Slow a key down (rpm=60) for 60 minutes');
  await card.getByRole('textbox', { name: 'Reason (optional)' }).fill('It is the load test.');
  await card.getByRole('button', { name: 'Decline: agent-key burns' }).click();
  await expect(card).toHaveCount(0);
  expect(sent).toEqual({ reason: 'It is the load test.' });
});

test('the pages speak Korean and fit a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [address, title] of [['/alerts', '알림 경로'], ['/policies', '정책과 승인'], ['/policies/new', '정책 추가'], ['/audit', '감사 기록'], ['/anomalies', '이상 비용']] as const) {
    await page.goto(`${address}?lang=ko`);
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(page.getByRole('status', { name: '불러오는 중' })).toHaveCount(0);
    await expectFinishedText(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), address).toBeLessThanOrEqual(0);
  }
});
