import 'i18next';
import type en from './locales/en';
import type glossary from './locales/en/glossary.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en & { glossary: typeof glossary } };
    enableSelector: false;
    returnNull: false;
  }
}
