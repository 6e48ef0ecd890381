import { useTranslation } from 'react-i18next';
import { Showback } from '@/features/showback/components/Showback';
import { Page } from '@/ui/Page';

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.pages.showback')}>
      <Showback />
    </Page>
  );
}
