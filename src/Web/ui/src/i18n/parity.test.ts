import { describe, expect, it } from 'vitest';
import en from './locales/en';
import enGlossary from './locales/en/glossary.json';
import ko from './locales/ko';
import koGlossary from './locales/ko/glossary.json';

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`));
}

const english = new Map(flatten({ ...en, glossary: enGlossary } as Tree));
const korean = new Map(flatten({ ...ko, glossary: koGlossary } as Tree));
const plural = /_(zero|one|two|few|many|other)$/;
const stem = (key: string) => key.replace(plural, '');
const stems = (texts: Map<string, string>) => new Set([...texts.keys()].map(stem));
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).sort();

/** Written the same in both languages. */
const names = new Set(['common.app', 'identity.grant', 'common.none', 'spend.csv', 'overview.units.points', 'sources.way.usage', 'sources.way.litellm', 'sources.way.otlp']);

describe('Korean and English', () => {
  it('have the same keys', () => {
    expect([...stems(korean)].sort()).toEqual([...stems(english)].sort());
  });

  it('have the plural forms their grammar needs', () => {
    const forms = (texts: Map<string, string>, key: string) => [...texts.keys()].filter((k) => plural.test(k) && stem(k) === key).map((k) => plural.exec(k)![1]).sort();
    for (const key of new Set([...english.keys()].filter((k) => plural.test(k)).map(stem))) {
      expect(forms(english, key), key).toEqual(['one', 'other']);
      expect(forms(korean, key), key).toEqual(['other']);
    }
  });

  it('have the same placeholders', () => {
    for (const [key, text] of korean) {
      expect(placeholders(text), key).toEqual(placeholders(english.get(key)!));
    }
  });

  it('have no empty text', () => {
    for (const [key, text] of [...english, ...korean]) expect(text.trim(), key).not.toBe('');
  });

  it('keep Korean letters out of English', () => {
    for (const [key, text] of english) expect(text, key).not.toMatch(/\p{Script=Hangul}/u);
  });

  it('leave no English sentence untranslated', () => {
    for (const [key, text] of korean) {
      if (names.has(key)) continue;
      expect(text, key).not.toBe(english.get(key));
      expect(text, key).toMatch(/\p{Script=Hangul}/u);
    }
  });

  it('leave no straight ellipsis or double space behind', () => {
    for (const [key, text] of [...english, ...korean]) expect(text, key).not.toMatch(/\.\.\.| {2}/);
  });
});
