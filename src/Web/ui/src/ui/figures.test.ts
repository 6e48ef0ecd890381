import { describe, expect, it } from 'vitest';
import en from '@/i18n/locales/en';
import enGlossary from '@/i18n/locales/en/glossary.json';
import ko from '@/i18n/locales/ko';
import koGlossary from '@/i18n/locales/ko/glossary.json';
import { findFigures } from './figure-search';
import { figureIds, figureOf, figures, units, figureGroups } from './figures';

const texts = { en: { ...en.figures, ...enGlossary }, ko: { ...ko.figures, ...koGlossary } };

describe.each(Object.entries(texts))('the glossary in %s', (_, { name, meaning, formula, unit, group, ...roles }) => {
  it('names, explains and works out every figure, and nothing else', () => {
    for (const words of [name, meaning, formula]) expect(Object.keys(words).sort()).toEqual([...figureIds].sort());
  });

  it.each(['engineer', 'manager', 'executive'] as const)('has a word of its own for the %s where the list of figures says so', (role) => {
    const own = figureIds.filter((id) => figureOf(id).own.includes(role));
    expect(own.length).toBeGreaterThan(5);
    expect(Object.keys(roles[role]).sort()).toEqual(own.sort());
    for (const id of own) expect((roles[role] as Record<string, string>)[id], id).not.toBe(meaning[id]);
  });

  it('has words for every unit and group, and uses each of them', () => {
    expect(Object.keys(unit).sort()).toEqual([...units].sort());
    expect(Object.keys(group).sort()).toEqual([...figureGroups].sort());
    expect(new Set(figureIds.map((id) => figures[id].unit))).toEqual(new Set(units));
  });

  it('says each meaning in one sentence', () => {
    for (const id of figureIds) expect(meaning[id], id).toMatch(/^[^.]+(?:\.\d[^.]*)*\.$/);
  });
});

it('finds figures by any of their words, by group', () => {
  const words = (id: keyof typeof figures) => [texts.en.name[id], texts.en.meaning[id]];
  expect(findFigures(' CACHE ', words).flatMap(({ ids }) => ids)).toContain('cacheHit');
  expect(findFigures('no such word', words)).toEqual([]);
  expect(findFigures('', words).flatMap(({ ids }) => ids).sort()).toEqual([...figureIds].sort());
});
