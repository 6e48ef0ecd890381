import { contrast } from '../../../src/Web/ui/src/theme/contrast';
import { tokens } from '../../../src/Web/ui/src/theme/tokens';
import { expect, test } from '../fixtures';

/** What is read from a chart needs this against its ground (WCAG 2.1, 1.4.11). */
const LEAST = 3;

/** Colours that cover less of a chart are the blurred edges of others. */
const SHARE = 0.000_5;

// Not the palette, which has a test of its own, but what was drawn with it.
for (const scheme of ['light', 'dark'] as const) {
  test(`lines and bars of charts stand out from their ground, ${scheme}`, async ({ page }) => {
    const { surface, bandInner, bandOuter, expected, series, severity } = tokens[scheme];
    // A line alone crosses bands and planned events; bars stand on the surface.
    const behind = { lines: [surface, bandInner, bandOuter, expected, severity.ok.soft], bars: [surface] };
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const [address, kind, least] of [['/org?range=7d', 'lines', 1], ['/t/assistant?group=child', 'bars', 3], ['/explore?group=model', 'bars', 5], ['/scenarios/new?users=2', 'lines', 1]] as const) {
      await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=en`);
      const canvas = page.locator('main canvas').first();
      await expect(canvas).toBeVisible();
      const colours = () => canvas.evaluate((element, share) => {
        const { width, height } = element as HTMLCanvasElement;
        const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
        const counts = new Map<string, number>();
        for (let i = 0; i < data.length; i += 4) {
          if (data[i + 3] !== 255) continue;
          const colour = `#${[data[i]!, data[i + 1]!, data[i + 2]!].map((part) => part.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
          counts.set(colour, (counts.get(colour) ?? 0) + 1);
        }
        return [...counts].filter(([, count]) => count > width * height * share).map(([colour]) => colour);
      }, SHARE);
      const drawn = async () => (await colours()).filter((colour) => series.includes(colour));
      await expect.poll(async () => (await drawn()).length, { message: `${address} draws its series in their full colours` }).toBeGreaterThanOrEqual(least);
      const weak = (await drawn()).flatMap((colour) => behind[kind].filter((ground) => contrast(colour, ground) < LEAST).map((ground) => `${colour} on ${ground}`));
      expect(weak, address).toEqual([]);
    }
  });
}
