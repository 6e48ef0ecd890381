import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { expect, expectFinishedText, follow, test } from '../fixtures';
import { guides, guidesIn, scenes } from '../guides';
import { smallPicture } from '../picture';
import { languages, textsIn } from '../texts';

// With it the pictures of the guides are taken anew; without it they are held to be there, and their steps to be walkable.
const isWriting = process.env['FINOPSAI_WRITE_SCREENSHOTS'] === '1';
const MAX_BYTES = 120 * 1024;

for (const language of languages) {
  test(`every step of the guides can still be walked (${language})`, async ({ page }) => {
    test.setTimeout(300_000);
    const t = textsIn(language);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.addInitScript((chosen) => localStorage.setItem('finopsai.language', chosen), language);
    for (const [name, scene] of Object.entries(scenes)) {
      await test.step(name, async () => {
        await page.goto(scene.address);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await scene.act?.(page, language);
        for (const key of scene.shows) await expect(page.getByText(t(key)).first(), `${name} shows ${key}`).toBeVisible();
        await expect(page.getByRole('status', { name: t('common.loading') }), `${name} has loaded`).toHaveCount(0);
        await expectFinishedText(page);
        if (isWriting) {
          mkdirSync(`${guides}images/${language}`, { recursive: true });
          writeFileSync(`${guides}images/${language}/${name}.png`, await smallPicture(page));
        }
      });
    }
  });

  test(`guides name only pages and pictures that there are (${language})`, async ({ page }) => {
    const t = textsIn(language);
    await page.addInitScript((chosen) => localStorage.setItem('finopsai.language', chosen), language);
    const all = guidesIn(language);
    expect(all.map((guide) => guide.name).toSorted()).toEqual(['analyst.md', 'engineer.md', 'executive.md', 'getting-started.md', 'manager.md']);
    expect(all.flatMap((guide) => guide.pictures).toSorted()).toEqual(Object.keys(scenes).toSorted());
    for (const name of Object.keys(scenes)) {
      expect(statSync(`${guides}images/${language}/${name}.png`).size, `${name}.png`).toBeLessThanOrEqual(MAX_BYTES);
    }
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    for (const address of new Set(all.flatMap((guide) => guide.addresses))) {
      // Two addresses of one page look the same: a page that nobody has lies between.
      await follow(page, '/nowhere');
      await follow(page, address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText(t('common.missing.title')), address).toHaveCount(0);
    }
  });
}
