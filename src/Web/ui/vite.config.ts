import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// `npm run dev` serves the sources and forwards API and hub to a running server.
const server = process.env['FINOPSAI_URL'] ?? 'http://127.0.0.1:5080';

const output = fileURLToPath(new URL('../wwwroot', import.meta.url));

/** Assets never change: they are compressed once, here, and not for every reader; the server sends `NAME.br` to who takes it. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  closeBundle: async () => {
    const folder = `${output}/assets`;
    const texts = (await readdir(folder)).filter((name) => /\.(js|css)$/.test(name));
    await Promise.all(texts.map(async (name) => writeFile(`${folder}/${name}.br`, await promisify(brotliCompress)(await readFile(`${folder}/${name}`)))));
  },
};

/** Most visits begin with the overview: its code is fetched beside the start's, not after it. */
const firstPage: Plugin = {
  name: 'first-page',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle }) => {
      const overview = Object.values(bundle ?? {}).find((one) => one.type === 'chunk' && one.facadeModuleId?.endsWith('/routes/overview.tsx'));
      if (overview?.type !== 'chunk') throw new Error('The overview has no file of its own.');
      return [overview.fileName, ...overview.imports].map((file) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` }, injectTo: 'head' }));
    },
  },
};

export default defineConfig({
  plugins: [react(), firstPage, compressed],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: {
    proxy: {
      '/api': { target: server },
      '/hubs': { target: server, ws: true },
    },
  },
  build: {
    outDir: output,
    emptyOutDir: true,
    manifest: true,
    // The chart engine alone is above the default warning; `npm run size` holds the first load to its budget.
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every page needs is one file, and what many pages share another: a page is not put together from dozens of requests.
            { name: 'start', tags: ['$initial'], priority: 2 },
            { name: 'common', test: /[\\/](src|@mui|@emotion)[\\/]/, minShareCount: 4, priority: 1 },
          ],
        },
      },
    },
  },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    environment: 'node',
    // Models are pure: no test needs modules of its own, and making them anew for every file takes most of the run.
    pool: 'threads',
    isolate: false,
  },
});
