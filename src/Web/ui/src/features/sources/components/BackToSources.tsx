import { useTranslation } from 'react-i18next';
import { BackLink } from '@/ui/BackLink';

export function BackToSources() {
  const { t } = useTranslation();
  return <BackLink to="/sources" label={t('nav.pages.sources')} />;
}
