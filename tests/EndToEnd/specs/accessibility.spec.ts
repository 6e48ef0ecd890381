import type { Page } from '@playwright/test';
import { expectAccessibleIn } from '../axe';
import { expect, expectFinishedText, follow, test } from '../fixtures';
import { languages } from '../texts';

interface Place {
  address: string;
  /** The buttons of this page that open a dialog, in English and Korean. */
  opens?: readonly RegExp[];
}

// Neighbours are of different routes: that the page before is gone tells that the next one has come.
const places = (anomaly: string, resource: string): Place[] => [
  { address: '/' },
  { address: '/org' },
  { address: '/explore?compare=1' },
  { address: '/scenarios' },
  { address: '/?as=engineer' },
  { address: '/scenarios/new?users=2' },
  { address: '/?as=manager' },
  { address: '/glossary' },
  { address: '/?as=executive' },
  { address: '/start' },
  { address: '/anomalies' },
  { address: resource },
  { address: `/anomalies/${anomaly}` },
  { address: '/plans', opens: [/^(Plan an event|계획 추가)$/, /^(Add a change|변경 추가)$/] },
  { address: '/sources' },
  { address: '/sources/new' },
  { address: '/sources/upload' },
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
  { address: '/settings?tab=currency' },
  { address: '/audit' },
  { address: '/efficiency', opens: [/^(Add a unit|성과 단위 추가)$/, /^(Counts of .+|.+ 건수)$/] },
  { address: '/settings?tab=tokens', opens: [/^(Make a token|토큰 만들기)$/] },
];

async function settled(page: Page): Promise<void> {
  // A page that divides costs may have to wait until a new demo's history is counted.
  await expect(page.getByRole('status', { name: /Loading|불러오는 중/ })).toHaveCount(0, { timeout: 45_000 });
}

/** Colours do not depend on the language: English is looked at in both schemes, Korean in the dark. */
const schemesOf = { en: ['light', 'dark'], ko: ['dark'] } as const;

// The two take the longest of all: one worker each.
test.describe.configure({ mode: 'parallel' });

for (const language of languages) {
  test(`no page and no dialog breaks a rule of WCAG 2.2 AA, light or dark: ${language}`, async ({ page, request }) => {
    test.setTimeout(300_000);
    const schemes = schemesOf[language];
    const { items } = (await (await request.get('/api/v1/alerts?limit=1')).json()) as { items: { cause: { id: string; scope: { key: string } } }[] };
    const { id, scope } = items[0]!.cause;
    await page.goto(`/nowhere?lang=${language}`);
    await expect(page.getByRole('main').getByRole('link')).toBeVisible();
    await expectAccessibleIn(page, 'a page that does not exist', schemes);
    for (const { address, opens = [] } of places(id, `/t/${scope.key.slice(scope.key.indexOf(':') + 1)}`)) {
      await follow(page, address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await settled(page);
      await expectFinishedText(page);
      await expectAccessibleIn(page, address, schemes);
      for (const name of opens) {
        const opener = page.getByRole('main').getByRole('button', { name }).first();
        await opener.focus();
        await page.keyboard.press('Enter');
        await expect(page.getByRole('dialog')).toBeVisible();
        await settled(page);
        await expectAccessibleIn(page, `${address}: ${name.source}`, schemes, { part: '[role=dialog]' });
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
        await expect(opener, 'the focus comes back to the button').toBeFocused();
      }
    }
  });
}
