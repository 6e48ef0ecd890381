import { join } from 'node:path';
import { expect, test } from '../fixtures';

const folder = process.env['SHOTS'];

const dialogs: Record<string, [string, RegExp]> = {
  plan: ['/plans', /^(Plan an event|계획 추가)$/],
  change: ['/plans', /^(Add a change|변경 추가)$/],
  unit: ['/efficiency', /^(Add a unit|성과 단위 추가)$/],
  count: ['/efficiency', /^(Counts of .+|.+ 건수)$/],
  budget: ['/budgets', /^(New budget|새 예산)$/],
  experiment: ['/experiments', /^(Start an experiment|실험 시작)$/],
  shared: ['/allocation', /^(Divide a cost|공통 비용 추가)$/],
  rule: ['/allocation', /^(Add a rule|규칙 추가)$/],
  token: ['/settings?tab=tokens', /^(Make a token|토큰 만들기)$/],
};

// Pictures to look at, not tests: they exist only when a folder for them is named.
for (const scheme of folder === undefined ? [] : (['light', 'dark'] as const)) {
  for (const language of ['en', 'ko']) {
    test(`every page in ${language}, ${scheme}`, async ({ page, request }) => {
      test.setTimeout(300_000);
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      const { items } = (await (await request.get('/api/v1/alerts?limit=50')).json()) as { items: { cause: { id: string; kind: string; scope: { key: string; kind: string } } }[] };
      const { cause } = items.find((item) => item.cause.scope.kind === 'resource' && item.cause.kind !== 'silence') ?? items[0]!;
      // Something to see of plans and words; taken back at the end.
      const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
      const titles = language === 'ko' ? ['검색 모델 미세 조정', '연말 점검'] : ['Fine-tuning of search', 'Year-end freeze'];
      const plans = [
        { scope: cause.scope.key, title: titles[0], start: day(-1), end: day(3), extraCost: 900, note: '8 × H100' },
        { scope: 'org', title: titles[1], start: day(2), end: day(6), factor: 0.5 },
      ];
      const planned = await Promise.all(plans.map(async (data) => (await (await request.post('/api/v1/planned-events', { data })).json()) as { id: string }));
      await request.put(`/api/v1/anomalies/${cause.id}/feedback`, { data: { verdict: 'noise', note: titles[0] } });
      const names = cause.scope.key.slice(cause.scope.key.indexOf(':') + 1).split('/');
      const pages = {
        overview: '/',
        engineer: '/?as=engineer',
        manager: '/?as=manager',
        executive: '/?as=executive',
        start: '/start',
        upload: '/sources/upload',
        glossary: '/glossary',
        explore: '/explore?compare=1',
        efficiency: '/efficiency',
        scenarios: '/scenarios',
        scenario: '/scenarios/new?users=2',
        organization: '/org?range=7d',
        team: `/t/${names[0]!}?group=child`,
        project: `/t/${names.slice(0, 2).join('/')}?group=model`,
        resource: `/t/${names.join('/')}?range=7d`,
        table: `/t/${names[0]!}?view=table`,
        anomalies: '/anomalies',
        anomaly: `/anomalies/${cause.id}`,
        plans: '/plans',
        budgets: '/budgets',
        budget: '/budgets/demo-organization-org',
        experiments: '/experiments',
        allocation: '/allocation',
        showback: '/showback?team=search',
        sources: '/sources',
        kinds: '/sources/new',
        connect: '/sources/new?kind=openai.usage',
        alerts: '/alerts',
        policies: '/policies',
        policy: '/policies/new',
        audit: '/audit',
        settings: '/settings',
        tokens: '/settings?tab=tokens',
        currency: '/settings?tab=currency',
        missing: '/nowhere',
      };
      for (const [name, address] of Object.entries(pages)) {
        await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=${language}`);
        await expect(page.getByRole('status', { name: /Loading|불러오는 중/ })).toHaveCount(0);
        await expect(page.getByTestId('live')).toHaveAttribute('data-state', 'live');
        // The drawing has no element of its own that would tell when it is finished.
        await page.waitForTimeout(600);
        await page.screenshot({ path: join(folder!, `${name}-${language}-${scheme}.png`), fullPage: true });
      }
      await page.goto(`/?lang=${language}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('option').nth(3)).toBeVisible();
      await page.screenshot({ path: join(folder!, `palette-${language}-${scheme}.png`) });
      for (const [name, [address, opener]] of Object.entries(dialogs)) {
        await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=${language}`);
        await page.getByRole('main').getByRole('button', { name: opener }).first().click();
        const dialog = page.getByRole('dialog');
        await expect(dialog).toBeVisible();
        // Sent as it is: what is missing is told. One that asks for a choice first has nothing to send yet.
        const send = dialog.locator('button[type=submit]');
        if ((await send.count()) > 0) await send.click();
        await page.screenshot({ path: join(folder!, `dialog-${name}-${language}-${scheme}.png`) });
      }
      await Promise.all(planned.map(({ id }) => request.delete(`/api/v1/planned-events/${id}`)));
      await request.delete(`/api/v1/anomalies/${cause.id}/feedback`);
    });
  }
}
