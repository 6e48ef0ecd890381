import { useTranslation } from 'react-i18next';
import { changeLanguage } from '@/i18n/init';
import { GlobeIcon } from '@/ui/icons';
import { ChoiceMenu } from './ChoiceMenu';

/** Each language is named in itself, so that it is found by those who read no other. */
export const languageOptions = [{ value: 'ko', label: '한국어' }, { value: 'en', label: 'English' }] as const;

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  return (
    <ChoiceMenu
      label={t('nav.language')}
      icon={<GlobeIcon />}
      options={languageOptions}
      value={i18n.language}
      onChange={(language) => void changeLanguage(language)}
    />
  );
}
