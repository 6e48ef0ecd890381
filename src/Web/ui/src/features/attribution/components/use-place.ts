import { useTranslation } from 'react-i18next';
import { nobody } from '@/url/scope-path';

/** A place in words: its names, or that it is unattributed; null is the rest of a long list. */
export function usePlace(): (names: readonly string[] | null) => string {
  const { t } = useTranslation();
  return (names) => {
    if (names === null) return t('attribution.rest');
    const all = names.map((name) => (name === nobody ? t('attribution.unattributedWord') : name));
    return (names[0] === nobody ? all.slice(0, 1) : all).join(' / ');
  };
}
