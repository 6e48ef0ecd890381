import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '@/format/format';

export const languages: readonly Language[] = ['en', 'ko'];

const STORED = 'finopsai.language';

const load: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('./locales/en'),
  ko: () => import('./locales/ko'),
};

/** What figures mean is read on asking: it comes after the page, which does not wait for it. */
const loadGlossary: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('./locales/en/glossary.json'),
  ko: () => import('./locales/ko/glossary.json'),
};

function known(value: string | null): Language | null {
  return languages.find((language) => language === value) ?? null;
}

/** The address wins, then what the reader chose before, then the browser's wish. */
export function initialLanguage(search: string, stored: string | null, wished: readonly string[]): Language {
  const chosen = known(new URLSearchParams(search).get('lang')) ?? known(stored);
  if (chosen !== null) return chosen;
  for (const wish of wished) {
    const language = known(wish.slice(0, 2).toLowerCase());
    if (language !== null) return language;
  }
  return 'en';
}

async function loadLanguage(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return;
  const { default: resources } = await load[language]();
  i18next.addResourceBundle(language, 'translation', resources);
  void loadGlossary[language]().then(({ default: glossary }) => i18next.addResourceBundle(language, 'translation', { glossary }, true));
}

function announce(language: string): void {
  document.documentElement.lang = language;
}

export async function initI18n(): Promise<void> {
  const language = initialLanguage(window.location.search, localStorage.getItem(STORED), navigator.languages);
  i18next.on('languageChanged', announce);
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: {},
    fallbackLng: false,
    returnEmptyString: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false, bindI18nStore: 'added' },
  });
  await loadLanguage(language);
  announce(language);
}

export async function changeLanguage(language: Language): Promise<void> {
  await loadLanguage(language);
  localStorage.setItem(STORED, language);
  await i18next.changeLanguage(language);
}
