import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures';

const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/**
 * Fails with every rule of WCAG 2.2 AA that the page breaks. The pages have no frames, so the rules run in one go within the page ("legacy mode"):
 * the other mode carries the findings of frames over to a second page, and collecting what was kept rather than broken takes a third of the time.
 * `part` names what is looked at alone, such as a dialog over a page that was looked at before; `coloursOnly` is for a page that was looked at in
 * other colours.
 */
export async function expectAccessible(page: Page, place: string, { part, coloursOnly = false }: { part?: string | undefined; coloursOnly?: boolean } = {}): Promise<void> {
  expect(page.frames(), `${place} has frames: they would not be looked at`).toHaveLength(1);
  const axe = new AxeBuilder({ page }).options({ runOnly: coloursOnly ? { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } : { type: 'tag', values: rules }, resultTypes: ['violations'] }).setLegacyMode();
  const { violations } = await (part === undefined ? axe : axe.include(part)).analyze();
  expect(violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(' ')).join(', ')}`), place).toEqual([]);
}

export type Scheme = 'light' | 'dark';

/**
 * The same in one colour scheme after the other; what is not a colour does not depend on the scheme and is looked at in the first alone.
 * `looked` is called when the page of a scheme was looked at.
 */
export async function expectAccessibleIn(
  page: Page, place: string, schemes: readonly Scheme[], { part, looked }: { part?: string | undefined; looked?: (place: string) => Promise<unknown> } = {},
): Promise<void> {
  for (const [index, colorScheme] of schemes.entries()) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-scheme', colorScheme);
    await expectAccessible(page, `${place}, ${colorScheme}`, { part, coloursOnly: index > 0 });
    await looked?.(`${place}-${colorScheme}`);
  }
}
