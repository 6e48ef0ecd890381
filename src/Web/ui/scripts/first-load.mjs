// Adds up what a browser loads before it shows the overview, in gzip, and fails above the budget.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const budget = 350 * 1024;
const output = fileURLToPath(new URL('../../wwwroot/', import.meta.url));
const manifest = JSON.parse(readFileSync(`${output}.vite/manifest.json`, 'utf8'));
const files = new Set();

function add(key) {
  const chunk = manifest[key];
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  for (const next of chunk.imports ?? []) add(next);
}

// The start, which is what the page names, the first page and the larger of the two languages.
const page = readFileSync(`${output}index.html`, 'utf8');
for (const [key, { file }] of Object.entries(manifest)) if (page.includes(`/${file}"`)) add(key);
for (const key of ['src/app/routes/overview.tsx', 'src/i18n/locales/ko/index.ts']) add(key);

const sizes = [...files].map((file) => [file, gzipSync(readFileSync(output + file)).length]).sort((a, b) => b[1] - a[1]);
const total = sizes.reduce((sum, [, size]) => sum + size, 0);
for (const [file, size] of sizes) console.log(`${(size / 1024).toFixed(1).padStart(7)} KB  ${file}`);
console.log(`${(total / 1024).toFixed(1).padStart(7)} KB  first load, gzip (budget ${budget / 1024} KB)`);
if (total > budget) {
  console.error('The first load is over its budget.');
  process.exit(1);
}
