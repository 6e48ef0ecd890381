import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { figureIds } from '@/ui/figures';

const root = dirname(fileURLToPath(import.meta.url));

interface Source {
  path: string;
  text: string;
  imports: string[];
}

function sources(folder: string): Source[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => {
      const text = readFileSync(file, 'utf8');
      const named = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
      return { path: relative(root, file), text, imports: named.map((name) => local(name, file)) };
    });
}

function local(name: string, file: string): string {
  if (name.startsWith('@/')) return name.slice(2);
  return name.startsWith('.') ? relative(root, resolve(dirname(file), name)) : name;
}

const all = sources(root);
const code = all.filter((source) => !/\.test\.tsx?$/.test(source.path));
const isOwn = (name: string) => /^(app|features|charts|ui|live|api|url|i18n|format|theme)\//.test(name);

/** Who may import whom: only what stands further down. */
const layers = ['app', 'features', 'charts', 'ui', 'base'];
const layer = (path: string) => {
  const at = layers.indexOf(path.split('/')[0]!);
  return at < 0 ? layers.indexOf('base') : at;
};

describe('the house rules', () => {
  it('find sources to check', () => {
    expect(code.length).toBeGreaterThan(50);
    expect(code.some((source) => source.imports.some(isOwn))).toBe(true);
  });

  it('let imports point downwards only', () => {
    const upwards = code.filter((source) => source.path !== 'main.tsx').flatMap((source) =>
      source.imports.filter((name) => isOwn(name) && layer(name) < layer(source.path)).map((name) => `${source.path} imports ${name}`));
    expect(upwards).toEqual([]);
  });

  it('let no feature import another one', () => {
    const feature = (path: string) => /^features\/([^/]+)/.exec(path)?.[1];
    const crossing = code.filter((source) => feature(source.path) !== undefined).flatMap((source) =>
      source.imports.filter((name) => feature(name) !== undefined && feature(name) !== feature(source.path)).map((name) => `${source.path} imports ${name}`));
    expect(crossing).toEqual([]);
  });

  it.each([
    ['echarts', /^echarts/, /^charts\/core\//],
    ['SignalR', /^@microsoft\/signalr/, /^live\//],
  ])('keep %s in its place', (_, library, place) => {
    expect(code.filter((source) => source.imports.some((name) => library.test(name)) && !place.test(source.path)).map((source) => source.path)).toEqual([]);
  });

  it.each([
    ['fetch', /\bfetch\(/, /^api\//],
    ['Intl', /\bIntl\.|toLocale\w*String/, /^format\//],
    ['colour literals', /#[0-9a-fA-F]{6}\b|\brgba?\(/, /^theme\//],
    ['the address bar', /\buseSearchParams\b/, /^url\//],
    ['frames that scroll', /\srole="region"/, /^ui\/TableFrame|AnomalyFeed/],
  ])('keep %s in its place', (_, use, place) => {
    expect(code.filter((source) => use.test(source.text) && !place.test(source.path)).map((source) => source.path)).toEqual([]);
  });

  it('let every key figure be one of the glossary, and every figure of the glossary be shown', () => {
    const cards = code.flatMap(({ path, text }) => [...text.matchAll(/<StatCard\b[^>]*/g)].map(([card]) => ({ path, card })));
    expect(cards.length).toBeGreaterThan(10);
    expect(cards.filter(({ card }) => !/\bfigure="\w+"/.test(card)).map(({ path }) => path)).toEqual([]);
    const asked = code.filter(({ path }) => path !== 'ui/figures.ts').map(({ text }) => text).join('\n');
    expect(figureIds.filter((id) => !new RegExp(`(?:(?:figure|id)="|figure: '|, ')${id}["']`).test(asked))).toEqual([]);
  });

  it('keep React out of what only decides', () => {
    const pure = code.filter((source) => /^features\/[^/]+\/model\/|^charts\/prepare\//.test(source.path));
    expect(pure.length).toBeGreaterThan(5);
    expect(pure.filter((source) => source.imports.some((name) => /^react|^@mui|^@tanstack/.test(name))).map((source) => source.path)).toEqual([]);
  });

  it('keep every file under 400 lines', () => {
    expect(all.filter((source) => source.text.split('\n').length > 400).map((source) => source.path)).toEqual([]);
  });

  it('use every text', () => {
    const joined = code.map((source) => source.text).join('\n');
    const found = (pattern: RegExp) => new Set([...joined.matchAll(pattern)].map((match) => match[1]!));
    // Either the whole key stands somewhere, or it is one of a family from which a code such as a severity chooses.
    const written = found(/'([\w.]+)'/g);
    const families = found(/`([\w.]+)\.\$\{/g);
    const unused = [...new Set(textKeys())].filter((key) => {
      const family = key.split('.').slice(0, -1);
      return !written.has(key) && !(family.length > 1 && families.has(family.join('.')));
    });
    expect(unused).toEqual([]);
  });
});

function textKeys(): string[] {
  const folder = join(root, 'i18n/locales/en');
  const flatten = (tree: object, prefix: string): string[] =>
    Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [prefix + key] : flatten(value as object, `${prefix}${key}.`)));
  return readdirSync(folder).filter((name) => name.endsWith('.json'))
    .flatMap((name) => flatten(JSON.parse(readFileSync(join(folder, name), 'utf8')) as object, `${name.slice(0, -5)}.`))
    .map((key) => key.replace(/_(one|other)$/, ''));
}
