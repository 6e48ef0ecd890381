import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Language = 'en' | 'ko';
export const languages: readonly Language[] = ['en', 'ko'];

/** The dashboard's own words, by file and key: what a test looks for is what a reader sees, in either language. */
export function textsIn(language: Language): (key: string, values?: Record<string, string>) => string {
  const held = new Map<string, object>();
  return (key, values = {}) => {
    const [file, ...path] = key.split('.');
    if (!held.has(file!)) {
      const address = new URL(`../../src/Web/ui/src/i18n/locales/${language}/${file!}.json`, import.meta.url);
      held.set(file!, JSON.parse(readFileSync(fileURLToPath(address), 'utf8')) as object);
    }
    const text = path.reduce<unknown>((tree, name) => (tree as Record<string, unknown> | undefined)?.[name], held.get(file!));
    if (typeof text !== 'string') throw new Error(`There is no text ${key} in ${language}.`);
    return Object.entries(values).reduce((filled, [name, value]) => filled.replaceAll(`{{${name}}}`, value), text);
  };
}
