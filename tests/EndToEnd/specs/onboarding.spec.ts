import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { expectAccessibleIn } from '../axe';
import { expect, expectFinishedText, watched } from '../fixtures';
import { startServe, type EmptySilo } from '../silo';
import { languages, textsIn, type Language } from '../texts';

const run = promisify(execFile);
const shots = process.env['SHOTS'];
const password = 'correct horse battery staple';
const day = (before: number) => new Date(Date.now() - before * 86_400_000).toISOString().slice(0, 10);

/** A bill in columns of its own: two rows are good, one has a word for a number. */
const bill = [
  '사용일,공급사,모델명,부서,입력토큰,출력토큰,사용액,메모',
  `${day(2)},openai,gpt-4o,검색팀,120000,30000,,a`,
  `${day(2)},openai,gpt-4o,검색팀,많음,30000,,b`,
  `${day(1)},anthropic,claude-sonnet-4-5,광고팀,,,12.5,c`,
  '',
].join('\n');
const file = (text: string, name = 'bill.csv') => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

/** In both schemes: accessible, finished, and pictured when a folder for pictures is named. */
async function lookAt(page: Page, name: string): Promise<void> {
  // What happens to lie under the pointer is not looked at differently.
  await page.mouse.move(0, 0);
  const looked = shots === undefined ? undefined : (place: string) => page.screenshot({ path: join(shots, `${place}.png`), fullPage: true });
  await expectAccessibleIn(page, name, ['light', 'dark'], { looked });
  await expectFinishedText(page);
}

async function becomeAdministrator(page: Page, silo: EmptySilo, language: Language): Promise<void> {
  const t = textsIn(language);
  await page.addInitScript((chosen) => localStorage.setItem('finopsai.language', chosen), language);
  await page.goto(silo.url);
  await expect(page).toHaveURL(/\/setup/);
  await page.getByRole('textbox', { name: t('identity.setup.code') }).fill(silo.setupCode);
  await page.getByRole('textbox', { name: t('identity.name') }).fill('ada@example.com');
  const secrets = page.locator('input[autocomplete=new-password]');
  await secrets.first().fill(password);
  await secrets.nth(1).fill(password);
  await page.locator('button[type=submit]').click();
}

for (const language of languages) {
  watched(`an empty installation leads to first figures in three steps (${language})`, async ({ page }) => {
    watched.setTimeout(300_000);
    const t = textsIn(language);
    const silo = await startServe();
    try {
      await becomeAdministrator(page, silo, language);
      await expect(page).toHaveURL(/\/start$/);
      const step = (name: string) => page.getByRole('button', { name: new RegExp(t(`onboarding.step.${name}`)) });
      await expect(step('send')).toHaveAttribute('aria-expanded', 'true');
      await expect(page.getByText(t('onboarding.waiting'))).toBeVisible();
      await lookAt(page, `onboarding-${language}`);

      // The command is run as it stands, with the token that is shown once; the page notices by itself and goes on.
      await page.getByRole('button', { name: t('onboarding.makeToken') }).click();
      await expect(page.getByText(t('onboarding.tokenOnce'))).toBeVisible();
      const command = page.getByLabel(t('onboarding.command'));
      await page.getByRole('button', { name: 'PowerShell' }).click();
      await expect(command).toContainText('Invoke-RestMethod');
      await page.getByRole('button', { name: 'bash' }).click();
      await expect(command).toContainText('Bearer fai_');
      await lookAt(page, `onboarding-token-${language}`);
      const { stdout } = await run('bash', ['-c', await command.innerText()]);
      expect(JSON.parse(stdout)).toMatchObject({ accepted: 1, rejected: 0 });
      await expect(step('send')).toContainText(t('onboarding.done'));
      await expect(page.getByRole('link', { name: t('onboarding.toOverview') })).toBeVisible();
      await expect(step('upload')).toHaveAttribute('aria-expanded', 'true');

      // What is no table is refused with what to do; the button does what dropping does.
      const choose = page.locator('input[type=file]');
      await choose.setInputFiles(file('PK\u0003\u0004', 'bill.xlsx'));
      await expect(page.getByRole('alert').filter({ hasText: 'Excel workbook' })).toBeVisible();
      await page.getByRole('button', { name: t('onboarding.otherFile') }).click();
      await choose.setInputFiles(file(bill));
      const fieldOf = (column: string) => page.getByRole('combobox', { name: t('onboarding.readColumnAs', { column }) });
      await expect(fieldOf('사용일')).toHaveValue('timestamp');
      await expect(fieldOf('사용액')).toHaveValue('');
      await fieldOf('사용액').selectOption('effective_cost');
      await expect(fieldOf('메모')).toHaveValue('');
      await fieldOf('메모').selectOption('tag.메모');
      await expect(page.getByText(t('onboarding.previewHint', { read: '3', good: '2' }))).toBeVisible();
      await expect(page.getByRole('cell', { name: '$12.50' })).toBeVisible();
      await expect(page.getByText('got "많음", expected a number')).toBeVisible();
      await lookAt(page, `onboarding-preview-${language}`);
      await page.getByRole('button', { name: t('onboarding.import'), exact: true }).click();
      const counted = (name: string) => page.locator('dl > div', { has: page.getByText(t(`onboarding.counted.${name}`), { exact: true }) }).locator('dd');
      await expect(counted('accepted')).toHaveText('2');
      await expect(counted('rejected')).toHaveText('1');
      await expect(step('upload')).toContainText(t('onboarding.done'));
      await lookAt(page, `onboarding-result-${language}`);

      // The same rows again, in a file of another name, count nothing twice.
      await page.getByRole('button', { name: t('onboarding.nextFile') }).click();
      await choose.setInputFiles(file(bill, 'bill (1).csv'));
      await fieldOf('사용액').selectOption('effective_cost');
      await expect(page.getByRole('cell', { name: '$12.50' })).toBeVisible();
      await page.getByRole('button', { name: t('onboarding.import'), exact: true }).click();
      await expect(page.getByText(t('onboarding.outcome.known'))).toBeVisible();
      await expect(counted('duplicates')).toHaveText('2');

      await step('connect').click();
      await lookAt(page, `onboarding-connect-${language}`);
      await page.getByRole('list', { name: t('sources.kinds') }).getByRole('link', { name: 'OpenAI' }).first().click();
      await expect(page).toHaveURL(/\/sources\/new\?kind=openai\./);
      await page.goto(`${silo.url}/sources`);
      await page.getByRole('link', { name: t('sources.upload') }).click();
      await expect(page).toHaveURL(/\/sources\/upload$/);
      await expect(page.getByRole('heading', { level: 1, name: t('onboarding.uploadTitle') })).toBeVisible();

      await page.goto(silo.url);
      await expect(page.getByTestId(`figure-${t('spend.today')}`)).toBeVisible();
    } finally {
      // An open page would miss its server.
      await page.close();
      await silo.stop();
    }
  });
}
