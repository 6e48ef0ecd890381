import { useTranslation } from 'react-i18next';

/** Whoever did something, in words: the product itself, somebody without a name, or a person's name. */
export function usePerson(): (name: string | null) => string {
  const { t } = useTranslation();
  return (name) => {
    if (name === 'system') return t('common.app');
    return name === null || name === 'anonymous' ? t('common.somebody') : name;
  };
}
