import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { roles } from '../../../src/Web/ui/src/api/roles';
import { pages } from '../../../src/Web/ui/src/url/pages';
import { expect, follow, test } from '../fixtures';

// What docs/security.md says, read from the page itself: its table of roles and its table of pages.
const security = readFileSync(fileURLToPath(new URL('../../../docs/security.md', import.meta.url)), 'utf8');
const rows = (head: string) => {
  const from = security.indexOf(head);
  expect(from, head).toBeGreaterThan(0);
  return security.slice(from, security.indexOf('\n\n', from)).split('\n').map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', '')));
};
const [[, ...columns] = [], , ...permissions] = rows('| Permission |');
const [, , ...table] = rows('| Page |');
const may = (role: string, permission: string) => {
  const row = permissions.find(([name]) => name === permission);
  expect(row, permission).toBeDefined();
  return row![1 + columns.indexOf(role)] === 'yes';
};

test('every page is in the table', () => {
  expect(table.map(([address]) => address)).toEqual(expect.arrayContaining(pages.map(({ address }) => address)));
});

for (const scope of [null, 'team:search']) {
  test(`every page is shown or refused to every role ${scope === null ? 'of the organization' : 'of a team'} as docs/security.md says`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.goto('/settings?lang=en');
    const broken: string[] = [];
    page.on('response', (response) => {
      if ([401, 403, 404].includes(response.status()) && response.url().includes('/api/')) broken.push(`${String(response.status())} ${response.url()} on ${page.url()}`);
    });
    for (const role of roles) {
      // A page that is open begins anew by itself when it hears of another role.
      await page.goto('about:blank');
      const answer = await page.request.put('/api/v1/session/demo-role', { data: { role, scope } });
      expect(answer.ok(), await answer.text()).toBe(true);
      await page.goto('/settings?lang=en');
      let isRefused = false;
      for (const [address, needs, on] of table) {
        // Two refusals look the same: a page that nobody has lies between.
        if (isRefused) await follow(page, '/nowhere');
        await follow(page, address!);
        const isAllowed = may(role, needs!) && (on === 'any' || scope === null);
        isRefused = !isAllowed;
        const refusal = page.getByText(/not for your role/);
        await expect(isAllowed ? page.getByRole('heading', { level: 1 }) : page.getByRole('heading', { level: 1, name: /not for your role/ }), `${role}: ${address!}`).toBeVisible();
        if (isAllowed) await expect(refusal, `${role}: ${address!}`).toHaveCount(0);
      }
      if (scope !== null) {
        await follow(page, '/t/platform');
        await expect(page.getByRole('heading', { level: 1, name: 'Nothing is known under this name' }), role).toBeVisible();
      }
    }
    expect(broken.filter((line) => !/platform/.test(line)), 'no page asks for what its reader may not see').toEqual([]);
  });
}
