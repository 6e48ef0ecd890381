import type { Page } from '@playwright/test';
import type { Role } from '../../../src/Web/ui/src/api/session';
import { expect, expectFinishedText, test, watched } from '../fixtures';
import { startPostgres, type Postgres } from '../postgres';
import { RUNAWAY_KEY, startDemo, type Silo } from '../silo';
import { languages, textsIn, type Language } from '../texts';

/** Each role from its first page to the answer it came for. */
const journeys: Record<string, { role: Role; walk: (page: Page, language: Language) => Promise<void> }> = {
  'the analyst finds the runaway key and takes it': { role: 'finOps', walk: analyst },
  'the engineer sees the experiment\'s warning and its time to the cap': { role: 'engineer', walk: engineer },
  'the manager asks what if users double and half of the traffic goes to a smaller model, and saves it': { role: 'manager', walk: manager },
  'the executive reads the month\'s end against the budget, the cost of a request and what changed': { role: 'executive', walk: executive },
};

for (const language of languages) {
  for (const [name, { role, walk }] of Object.entries(journeys)) {
    test(`${name}: ${language}`, async ({ page }) => {
      await enter(page, '', role, language);
      await walk(page, language);
      await expectFinishedText(page);
    });
  }
}

watched.describe('on PostgreSQL', () => {
  let postgres: Postgres;
  let demo: Silo;

  watched.beforeAll(async () => {
    watched.setTimeout(330_000);
    postgres = await startPostgres();
    demo = await startDemo(postgres.connection);
  });
  watched.afterAll(async () => {
    await demo.stop();
    await postgres.stop();
  });

  watched('every role finds its answer', async ({ page }) => {
    watched.setTimeout(240_000);
    for (const { role, walk } of Object.values(journeys)) {
      await enter(page, demo.url, role, 'ko');
      await walk(page, 'ko');
    }
  });
});

/** Comes in with a role, as its menu does over generated data, and lands on the role's own overview. */
async function enter(page: Page, server: string, role: Role, language: Language): Promise<void> {
  const t = textsIn(language);
  await page.goto(`${server}/?lang=${language}`);
  const current = page.getByRole('button', { name: new RegExp(`^${t('identity.demo.label')}`) });
  await expect(current).toBeVisible();
  if (!(await current.innerText()).includes(t(`common.role.${role}`))) {
    await current.click();
    await page.getByRole('menuitemradio', { name: new RegExp(`^${t(`common.role.${role}`)}`) }).click();
  }
  await expect(current).toContainText(t(`common.role.${role}`));
  await expect(page.getByText(t(`overview.question.${role === 'finOps' ? 'analyst' : role}`))).toBeVisible();
}

async function analyst(page: Page, language: Language): Promise<void> {
  const t = textsIn(language);
  await giveBack(page);
  const take = page.getByRole('button', { name: new RegExp(`^${t('overview.triage.take', { headline: 'agent-runtime-prod-key' })}`) });
  const row = page.getByRole('listitem').filter({ has: take });
  await expect(row).toBeVisible();
  const address = (await row.getByRole('link').getAttribute('href'))!;
  await take.click();
  await expect(take).toHaveCount(0);
  await page.goto(`${new URL(address, page.url()).href}?lang=${language}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('agent-runtime-prod-key');
  await expect(page.getByRole('button', { name: t('anomalies.assignToMe') }), 'it is theirs already').toHaveCount(0);
}

/** Nobody has the runaway key, whoever took it before. */
async function giveBack(page: Page): Promise<void> {
  const api = (path: string) => new URL(`/api/v1/alerts${path}`, page.url()).href;
  const { items } = (await (await page.request.get(api('?limit=100'))).json()) as { items: { id: string; assignee: string | null; state: string; cause: { scope: { key: string } } }[] };
  for (const { id } of items.filter(({ assignee, state, cause }) => assignee !== null && state !== 'resolved' && cause.scope.key === RUNAWAY_KEY)) {
    const answer = await page.request.post(api(`/${id}/assign`), { data: { assignee: null } });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
}

async function engineer(page: Page, language: Language): Promise<void> {
  const t = textsIn(language);
  const panel = page.getByRole('region', { name: t('overview.experiments.title') });
  const warned = panel.getByRole('listitem').filter({ hasText: t('experiments.status.overEstimate') }).first();
  await expect(warned.getByText(t('figures.name.timeToCap'))).toBeVisible();
  await warned.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/experiments\/.+/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

async function manager(page: Page, language: Language): Promise<void> {
  const t = textsIn(language);
  await page.getByRole('link', { name: t('overview.whatIf') }).first().click();
  await expect(page).toHaveURL(/\/scenarios\/new/);
  const users = page.getByRole('textbox', { name: t('scenarios.driver.users'), exact: true });
  await users.fill('100');
  await users.press('Tab');
  await page.getByRole('button', { name: t('scenarios.addMove') }).click();
  const move = page.getByRole('group', { name: t('scenarios.move') });
  for (const [label, model] of [[t('scenarios.moveFrom'), 'gpt-5.4'], [t('scenarios.moveTo'), 'gpt-5.4-mini']] as const) {
    await move.getByRole('combobox', { name: label }).fill(model);
    await page.getByRole('option', { name: new RegExp(`^${model.replaceAll('.', '\\.')}(?!-)`) }).first().click();
  }
  const share = move.getByRole('textbox', { name: t('scenarios.moveShare') });
  await share.fill('50');
  await share.press('Tab');
  const effects = page.getByRole('table', { name: t('scenarios.effects') });
  await expect(effects.getByRole('row').filter({ hasText: t('scenarios.effect.users') })).toContainText('+');
  await expect(effects.getByRole('row').filter({ hasText: t('scenarios.effect.model_mix') })).toContainText('-');
  await page.getByRole('button', { name: t('scenarios.save'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  const name = `${language} ${String(Date.now())}`;
  await dialog.getByRole('textbox', { name: t('scenarios.name') }).fill(name);
  await dialog.getByRole('button', { name: t('scenarios.save'), exact: true }).click();
  await expect(page).toHaveURL(/\/scenarios\/(?!new)[^/?]+/);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const id = new URL(page.url()).pathname.split('/').at(-1)!;
  await page.goto(`${page.url()}?lang=${language}`);
  await expect(page.getByRole('textbox', { name: t('scenarios.driver.users'), exact: true })).toHaveValue('100');
  const answer = await page.request.delete(new URL(`/api/v1/scenarios/${id}`, page.url()).href);
  expect(answer.ok(), await answer.text()).toBe(true);
}

async function executive(page: Page, language: Language): Promise<void> {
  const t = textsIn(language);
  await expect(page.getByTestId(/^figure-/)).toHaveCount(3);
  for (const figure of await page.getByTestId(/^figure-/).all()) await expect(figure).toHaveText(/\d/);
  await expect(page.getByText(/\$5\.4만|\$54K/).first(), 'the budget').toBeVisible();
  await expect(page.getByRole('region', { name: t('overview.change.title') }).getByRole('listitem').first()).toContainText('$');
  await expect(page.getByRole('region', { name: t('overview.top.teams') }).getByRole('listitem')).toHaveCount(3);
}
