import { useTranslation } from 'react-i18next';
import { isKnownField, textOf } from '../model/mapping';

/** What a field is called; units without words of their own go by their names. */
export function useFieldName(): (field: string) => string {
  const { t } = useTranslation();
  return (field) => {
    if (isKnownField(field)) return t(`onboarding.field.${textOf(field)}`);
    return field.startsWith('tag.') ? t('onboarding.tagNamed', { name: field.slice('tag.'.length) }) : field;
  };
}
