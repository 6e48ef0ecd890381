import { useTranslation } from 'react-i18next';

/** Who told a change. */
export function ToldBy({ name }: { name: string }) {
  const { t } = useTranslation();
  return <>{t('changes.toldBy')} <span translate="no">{name}</span></>;
}
