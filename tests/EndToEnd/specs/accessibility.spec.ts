import type { Page } from '@playwright/test';
import { expectAccessible } from '../axe';
import { expect, test } from '../fixtures';

interface Place {
  address: string;
  /** The buttons of this page that open a dialog, in English and Korean. */
  opens?: readonly RegExp[];
}

// Neighbours are of different routes: that the page before is gone tells that the next one has come.
const places = (anomaly: string, resource: string): Place[] => [
  { address: '/' },
  { address: '/org' },
  { address: '/anomalies' },
  { address: resource },
  { address: `/anomalies/${anomaly}` },
  { address: '/plans', opens: [/^(Plan an event|계획 추가)$/] },
  { address: '/sources' },
  { address: '/sources/new' },
  { address: '/budgets', opens: [/^(New budget|새 예산)$/] },
  { address: '/sources/new?kind=openai.usage' },
  { address: '/budgets/demo-organization-org', opens: [/^(Ask for more|증액 요청)$/] },
  { address: '/experiments', opens: [/^(Start an experiment|실험 시작)$/] },
  { address: '/showback' },
  { address: '/allocation', opens: [/^(Divide a cost|공통 비용 추가)$/, /^(Add a rule|규칙 추가)$/] },
  { address: '/showback?team=search' },
  { address: '/alerts', opens: [/^(Add a channel|채널 추가)$/, /^(Add a route|경로 추가)$/] },
  { address: '/policies' },
  { address: '/policies/new' },
  { address: '/audit' },
  { address: '/settings?tab=tokens', opens: [/^(Make a token|토큰 만들기)$/] },
];

/** Goes to a page as a link does, within the loaded application, and waits until nothing on it is loading. */
async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    document.querySelector('main > *')?.setAttribute('data-before', '');
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, address);
  await expect(page.locator('[data-before]')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('status', { name: /Loading|불러오는 중/ })).toHaveCount(0);
}

async function checkBothSchemes(page: Page, place: string, part?: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-scheme', colorScheme);
    await expectAccessible(page, `${place}, ${colorScheme}`, part);
  }
}

for (const language of ['en', 'ko']) {
  test(`no page and no dialog breaks a rule of WCAG 2.2 AA, light or dark: ${language}`, async ({ page, request }) => {
    test.setTimeout(300_000);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const { items } = (await (await request.get('/api/v1/alerts?limit=1')).json()) as { items: { cause: { id: string; scope: { key: string } } }[] };
    const { id, scope } = items[0]!.cause;
    await page.goto(`/nowhere?lang=${language}`);
    await expect(page.getByRole('main').getByRole('link')).toBeVisible();
    await checkBothSchemes(page, 'a page that does not exist');
    for (const { address, opens = [] } of places(id, `/t/${scope.key.slice(scope.key.indexOf(':') + 1)}`)) {
      await follow(page, address);
      await checkBothSchemes(page, address);
      for (const name of opens) {
        const opener = page.getByRole('main').getByRole('button', { name }).first();
        await opener.focus();
        await page.keyboard.press('Enter');
        await expect(page.getByRole('dialog')).toBeVisible();
        await settled(page);
        await checkBothSchemes(page, `${address}: ${name.source}`, '[role=dialog]');
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
        await expect(opener, 'the focus comes back to the button').toBeFocused();
      }
    }
  });
}
