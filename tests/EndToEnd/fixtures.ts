import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { startDemo } from './silo';

interface Server {
  url: string;
}

/** Tests with a page whose faults fail the test. */
export const watched = base.extend<{ faults: string[] }>({
  faults: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text());
      });
      await use(faults);
      expect(faults, 'faults of the page').toEqual([]);
    },
    { auto: true },
  ],
});

/** The same with one demo server for all of a worker. */
export const test = watched.extend<object, { demo: Server }>({
  demo: [
    async ({}, use) => {
      const silo = await startDemo();
      await use({ url: silo.url });
      await silo.stop();
    },
    { scope: 'worker', timeout: 330_000 },
  ],
  baseURL: async ({ demo }, use) => use(demo.url),
});

export { expect };

/** The figure of a card, as text. */
export const figure = (page: Page, label: string): Locator => page.getByTestId(`figure-${label}`);

/** Goes to a page as a link does, within the loaded application, and waits until the page before is gone. */
export async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    document.querySelector('main > *')?.setAttribute('data-before', '');
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, address);
  await expect(page.locator('[data-before]'), address).toHaveCount(0);
}

/** No text key, no unfilled placeholder and no broken number is ever shown. */
export async function expectFinishedText(page: Page): Promise<void> {
  const text = await page.locator('body').innerText();
  expect(text).not.toMatch(/\b(common|currency|glossary|nav|spend|chart|alerts|anomalies|attribution|audit|budgets|changes|efficiency|experiments|explanations|explore|guidance|identity|onboarding|policies|scenarios|search|showback|sources|value)\.[a-zA-Z]+/);
  expect(text).not.toMatch(/\{\{|NaN|undefined|Invalid Date|\[object/);
}
