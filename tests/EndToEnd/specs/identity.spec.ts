import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { rolesThatMay, roles } from '../../../src/Web/ui/src/api/roles';
import { expectAccessibleIn } from '../axe';
import { expect, expectFinishedText, test, watched } from '../fixtures';
import { startServe, type EmptySilo } from '../silo';

const shots = process.env['SHOTS'];
const password = 'correct horse battery staple';
const record = (id: string) => [{ id, timestamp: new Date().toISOString(), provider: 'openai', model: 'gpt-4o', resource: 'prod-key', project: 'chat', team: 'search', usage: { 'token.input': 1_200, 'token.output': 300 } }];

/** The fields of a form that hold a password; they have no role of their own. */
const secrets = (page: Page, kind: 'current' | 'new') => page.locator(`input[autocomplete=${kind}-password]`);

async function signIn(page: Page, name: string, word = password): Promise<void> {
  await page.getByRole('textbox', { name: 'Sign-in name' }).fill(name);
  await secrets(page, 'current').fill(word);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account:/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
}

async function addViewer(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a user' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a user' });
  await dialog.getByRole('textbox', { name: 'Sign-in name' }).fill(name);
  await dialog.getByRole('textbox', { name: 'Shown as' }).fill('Jihoon Park');
  await secrets(page, 'new').fill(password);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
}

/** A page in every language and scheme: accessible, and pictured when a folder for pictures is named. */
async function lookAt(page: Page, name: string, part?: string): Promise<void> {
  const looked = shots === undefined ? undefined : (place: string) => page.screenshot({ path: join(shots, `${place}.png`) });
  await expectAccessibleIn(page, name, ['light', 'dark'], { part, looked });
  await expectFinishedText(page);
}

watched.describe('an installation of one\'s own', () => {
  watched.describe.configure({ mode: 'serial' });
  let silo: EmptySilo;
  const at = (path: string) => `${silo.url}${path}`;

  watched.beforeAll(async () => {
    watched.setTimeout(200_000);
    silo = await startServe();
  });
  watched.afterAll(() => silo.stop());

  watched('the first administrator is made with the code of the log, once', async ({ page, request }) => {
    await page.goto(at('/budgets?lang=en'));
    await expect(page).toHaveURL(/\/setup$/);
    for (const language of ['ko', 'en']) {
      await page.goto(at(`/setup?lang=${language}`));
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await lookAt(page, `setup-${language}`);
    }
    await page.getByRole('button', { name: 'Create administrator' }).click();
    await expect(page.getByText('Enter the setup code.')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Setup code' })).toBeFocused();
    await page.getByRole('textbox', { name: 'Setup code' }).fill('WRONG-CODE');
    await page.getByRole('textbox', { name: 'Sign-in name' }).fill('ada@example.com');
    await secrets(page, 'new').first().fill('short');
    await secrets(page, 'new').nth(1).fill(password);
    await page.getByRole('button', { name: 'Create administrator' }).click();
    await expect(page.getByText('The password does not keep the rules.')).toBeVisible();
    await expect(page.getByText('The two passwords differ.')).toBeVisible();
    await secrets(page, 'new').first().fill(password);
    await page.getByRole('button', { name: 'Create administrator' }).click();
    await expect(page.getByText('This is not the code of the server\'s last start.')).toBeVisible();
    await page.getByRole('textbox', { name: 'Setup code' }).fill(silo.setupCode.toLowerCase());
    await page.getByRole('button', { name: 'Create administrator' }).click();
    await expect(page.getByText('Waiting for the first record')).toBeVisible();
    await expect(page.getByTestId('live')).toHaveAttribute('data-state', 'live');
    expect((await request.post(at('/api/v1/setup'), { data: { code: silo.setupCode, name: 'eve', password } })).status()).toBe(409);
  });

  watched('an administrator adds a viewer, who reads and changes nothing', async ({ page }) => {
    await page.goto(at('/settings?tab=users&lang=en'));
    await expect(page).toHaveURL(/\/sign-in\?returnTo=%2Fsettings%3Ftab%3Dusers%26lang%3Den$/);
    await signIn(page, 'ada@example.com', 'not the password');
    await expect(page.getByRole('alert')).toContainText('The name or the password is wrong.');
    await expect(secrets(page, 'current')).toBeFocused();
    await signIn(page, 'ADA@example.com');
    await expect(page).toHaveURL(/\/settings\?tab=users&lang=en$/);
    const users = page.getByRole('table', { name: 'Users' });
    await expect(users.getByRole('row').nth(1)).toContainText('ada@example.com (you)');
    await addViewer(page, 'jihoon');
    const row = users.getByRole('row').filter({ hasText: 'Jihoon Park' });
    await expect(row).toContainText('Viewer · Organization');
    await users.getByRole('button', { name: 'Person' }).click();
    await expect(page).toHaveURL(/usersOrder=desc/);
    await expect(users.getByRole('row').nth(1)).toContainText('Jihoon Park');

    await signOut(page);
    await signIn(page, 'jihoon');
    await expect(page.getByTestId('live')).toHaveAttribute('data-state', 'live');
    const refused: string[] = [];
    page.on('response', (response) => {
      if (response.status() === 401 || response.status() === 403) refused.push(response.url());
    });
    for (const [address, heading, change] of [
      ['/budgets', 'Budgets', 'New budget'], ['/experiments', 'Experiments', 'Start an experiment'], ['/plans', 'Planned events', 'Plan an event'],
      ['/allocation', 'Allocation', 'Add a rule'], ['/sources', 'Data sources', 'Connect a source'], ['/policies', 'Policies and approvals', 'Add a policy'],
      ['/anomalies', 'Anomalies', 'Acknowledge'], ['/settings', 'Settings', 'Make a token'],
    ] as const) {
      await page.goto(at(`${address}?lang=en`));
      await expect(page.getByRole('heading', { level: 1 }), heading).toBeVisible();
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      await expect(page.getByRole('button', { name: change }).or(page.getByRole('link', { name: change })), address).toHaveCount(0);
    }
    expect(refused, 'nothing is asked for that is not allowed').toEqual([]);
    await page.getByRole('button', { name: 'Manage' }).click();
    await expect(page.getByRole('menuitem', { name: 'Policies' })).toBeVisible();
    await expect(page.getByRole('menuitem', { name: 'Alert routing' })).toHaveCount(0);
    await expect(page.getByRole('menuitem', { name: 'Audit log' })).toHaveCount(0);
    await page.goto(at('/alerts?lang=en'));
    await expect(page.getByText('Alert routing: not for your role')).toBeVisible();
    await expect(page.getByText('Who may: Administrator or FinOps analyst')).toBeVisible();
    await page.goto(at('/sources/new?lang=en'));
    await expect(page.getByText('Data sources: not for your role')).toBeVisible();
  });

  watched('a token is shown once, sends usage, and is refused once it is revoked', async ({ page, request }) => {
    await page.goto(at('/sign-in?lang=en'));
    await signIn(page, 'ada@example.com');
    await page.getByRole('button', { name: /^Account:/ }).click();
    await page.getByRole('menuitem', { name: 'My tokens' }).click();
    await expect(page.getByText('There is no token yet')).toBeVisible();
    await page.getByRole('button', { name: 'Make a token' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Make a token' }).click();
    await expect(dialog.getByText('Enter a name.')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Gateway');
    await dialog.getByRole('button', { name: 'Make a token' }).click();
    const secret = (await dialog.getByLabel('The token\'s secret').innerText()).trim();
    expect(secret).toMatch(/^fai_[\w-]{43}$/);
    await expect(dialog.getByLabel('A request with the token')).toContainText(`authorization: Bearer ${secret}`);
    await page.keyboard.press('Escape');
    await expect(dialog, 'a secret is not lost to a key').toBeVisible();
    await dialog.getByRole('button', { name: 'I have copied it' }).click();

    const send = (id: string, token: string | null) => fetch(at('/api/v1/usage'), {
      method: 'POST', headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) }, body: JSON.stringify(record(id)),
    });
    expect((await send('r0', null)).status).toBe(401);
    expect((await send('r1', secret)).ok).toBe(true);
    // As long as nothing is counted, the overview leads to the first steps.
    await expect(async () => {
      await page.goto(at('/?lang=en'));
      await expect(page.getByTestId('figure-Today')).toBeVisible({ timeout: 3_000 });
    }).toPass();
    await page.goto(at('/settings?tab=tokens&lang=en'));
    const row = page.getByRole('table', { name: 'API tokens' }).getByRole('row').filter({ hasText: 'Gateway' });
    await expect(row).toContainText(`${secret.slice(0, 10)}…`);
    await expect(page.getByText(secret)).toHaveCount(0);
    await row.getByRole('button', { name: 'Revoke Gateway' }).click();
    await page.getByRole('dialog', { name: 'Revoke Gateway?' }).getByRole('button', { name: 'Revoke' }).click();
    await expect(row).toContainText('Revoked');
    expect((await send('r2', secret)).status).toBe(401);
    expect((await request.get(at('/api/v1/tokens'))).status()).toBe(401);
  });

  watched('settings, their dialogs and the sign-in page can be used by everybody, in both languages', async ({ page }) => {
    watched.setTimeout(240_000);
    await page.goto(at('/sign-in?lang=en'));
    await lookAt(page, 'sign-in-en');
    await page.goto(at('/sign-in?lang=ko'));
    await lookAt(page, 'sign-in-ko');
    await page.goto(at('/sign-in?lang=en'));
    await signIn(page, 'ada@example.com');
    await expect(page.getByTestId('live')).toHaveAttribute('data-state', 'live');
    for (const [language, opens] of [['ko', { tokens: /^토큰 만들기$/, users: /^사용자 추가$/, account: /^비밀번호 변경$/ }], ['en', { tokens: /^Make a token$/, users: /^Add a user$/, account: /^Change password$/ }]] as const) {
      for (const [tab, opener] of Object.entries(opens)) {
        await page.goto(at(`/settings?tab=${tab}&lang=${language}`));
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.getByRole('status', { name: /Loading|불러오는 중/ })).toHaveCount(0);
        await lookAt(page, `settings-${tab}-${language}`);
        await page.getByRole('main').getByRole('button', { name: opener }).first().focus();
        await page.keyboard.press('Enter');
        await expect(page.getByRole('dialog')).toBeVisible();
        await lookAt(page, `dialog-${tab}-${language}`, '[role=dialog]');
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
      }
    }
  });

  watched('a disabled user is let in no longer, and a page that is open says so', async ({ page, browser }) => {
    const context = await browser.newContext();
    const theirs = await context.newPage();
    await theirs.goto(at('/sign-in?lang=en'));
    await signIn(theirs, 'jihoon');
    await expect(theirs.getByRole('button', { name: /^Account:/ })).toBeVisible();
    await theirs.goto(at('/budgets?lang=en'));
    await expect(theirs.getByRole('heading', { level: 1, name: 'Budgets' })).toBeVisible();

    await page.goto(at('/sign-in?lang=en&returnTo=/settings?tab=users'));
    await signIn(page, 'ada@example.com');
    await page.getByRole('button', { name: 'Disable Jihoon Park' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await expect(page.getByText('Jihoon Park can no longer sign in.')).toBeVisible();

    await theirs.getByRole('link', { name: 'Anomalies' }).first().click();
    await expect(theirs).toHaveURL(/\/sign-in\?returnTo=%2Fanomalies/);
    await signIn(theirs, 'jihoon');
    await expect(theirs.getByRole('alert')).toContainText('The name or the password is wrong.');
    await context.close();
    await page.getByRole('button', { name: 'Enable Jihoon Park' }).click();
    await expect(page.getByText('Jihoon Park can sign in again.')).toBeVisible();
  });

  watched('who signs out in one tab is signed out in the others', async ({ page, context }) => {
    await page.goto(at('/sign-in?lang=en'));
    await signIn(page, 'ada@example.com');
    await expect(page.getByRole('button', { name: /^Account:/ })).toBeVisible();
    const other = await context.newPage();
    await other.goto(at('/budgets?lang=en'));
    await expect(other.getByRole('heading', { level: 1, name: 'Budgets' })).toBeVisible();
    await signOut(page);
    await expect(other).toHaveURL(/\/sign-in\?returnTo=%2Fbudgets/);
    await signIn(page, 'ada@example.com');
    await expect(other.getByRole('heading', { level: 1, name: 'Budgets' }), 'and signed in again').toBeVisible();
  });
});

test('over generated data one looks through the eyes of any role', async ({ page }) => {
  test.setTimeout(300_000);
  await page.goto('/budgets?lang=en');
  await expect(page.getByRole('button', { name: 'New budget' })).toBeVisible();
  const refused: string[] = [];
  page.on('response', (response) => {
    if (response.status() === 401 || response.status() === 403) refused.push(response.url());
  });
  for (const [role, sentence] of [['Viewer', 'Reads costs and forecasts, changes nothing.'], ['Executive', 'Wants to know the month\'s end'], ['Engineer', 'how long a budget lasts'], ['Manager', 'sets budgets and approves'], ['Administrator', 'users, tokens'], ['FinOps analyst', 'keeps allocation fair']] as const) {
    await page.getByRole('button', { name: /Look as/ }).click();
    const item = page.getByRole('menuitemradio', { name: new RegExp(`^${role}`) });
    await expect(item).toContainText(sentence);
    await item.click();
    await expect(page.getByRole('button', { name: /Look as/ })).toContainText(role);
    await expect(page.getByRole('heading', { level: 1, name: 'Budgets' })).toBeVisible();
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'New budget' })).toHaveCount(['Administrator', 'FinOps analyst', 'Manager'].includes(role) ? 1 : 0);
    for (const name of ['Overview', 'Explore', 'Budgets']) {
      await page.getByRole('banner').getByRole('link', { name, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    }
  }
  expect(refused, 'no role\'s pages ask for what it may not see').toEqual([]);
});

test('the words about who may do what agree with the server', async ({ playwright, demo }) => {
  const request = await playwright.request.newContext({ baseURL: demo.url });
  for (const role of roles) {
    const session = (await (await request.put('/api/v1/session/demo-role', { data: { role } })).json()) as { actor: { permissions: { permission: string }[] } };
    const told = Object.entries(rolesThatMay).filter(([, allowed]) => (allowed as readonly string[]).includes(role)).map(([permission]) => permission);
    expect(session.actor.permissions.map(({ permission }) => permission).sort(), role).toEqual(told.sort());
  }
  await request.dispose();
});
