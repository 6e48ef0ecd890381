import { useTranslation } from 'react-i18next';
import { Inbox } from '@/features/anomalies/components/Inbox';
import { Page } from '@/ui/Page';

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t('anomalies.title')}>
      <Inbox />
    </Page>
  );
}
