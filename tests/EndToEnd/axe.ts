import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures';

const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/**
 * Fails with every rule of WCAG 2.2 AA that the page breaks. The pages have no frames, so the rules run in one go within the page ("legacy mode"):
 * the other mode carries the findings of frames over to a second page, and collecting what was kept rather than broken takes a third of the time.
 * `part` names what is looked at alone, such as a dialog over a page that was looked at before.
 */
export async function expectAccessible(page: Page, place: string, part?: string): Promise<void> {
  expect(page.frames(), `${place} has frames: they would not be looked at`).toHaveLength(1);
  const axe = new AxeBuilder({ page }).options({ runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] }).setLegacyMode();
  const { violations } = await (part === undefined ? axe : axe.include(part)).analyze();
  expect(violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(' ')).join(', ')}`), place).toEqual([]);
}
