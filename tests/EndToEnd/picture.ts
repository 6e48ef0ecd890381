import { crc32, deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';

/** A screenshot in at most 256 colours, which is a third of its size and looks the same: the dashboard has few. */
export async function smallPicture(page: Page): Promise<Buffer> {
  const shot = (await page.screenshot({ animations: 'disabled', caret: 'hide' })).toString('base64');
  const { width, height, pixels } = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const bytes = context.getImageData(0, 0, image.width, image.height).data;
    let text = '';
    for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    return { width: image.width, height: image.height, pixels: btoa(text) };
  }, shot);
  return encode(width, height, Buffer.from(pixels, 'base64'));
}

function encode(width: number, height: number, rgba: Buffer): Buffer {
  const counts = new Map<number, number>();
  const colour = (at: number) => (rgba[at]! << 16) | (rgba[at + 1]! << 8) | rgba[at + 2]!;
  for (let at = 0; at < rgba.length; at += 4) counts.set(colour(at), (counts.get(colour(at)) ?? 0) + 1);
  const palette = [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, 256).map(([one]) => one);
  const index = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const one = colour((y * width + x) * 4);
      let place = index.get(one);
      if (place === undefined) index.set(one, (place = nearest(palette, one)));
      rows[y * (width + 1) + x + 1] = place;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((one) => [one >> 16, (one >> 8) & 255, one & 255]));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head), chunk('PLTE', colours), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0)),
  ]);
}

function nearest(palette: readonly number[], one: number): number {
  const away = (other: number) => ((one >> 16) - (other >> 16)) ** 2 + (((one >> 8) & 255) - ((other >> 8) & 255)) ** 2 + ((one & 255) - (other & 255)) ** 2;
  let best = 0;
  for (let place = 1; place < palette.length; place++) if (away(palette[place]!) < away(palette[best]!)) best = place;
  return best;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
