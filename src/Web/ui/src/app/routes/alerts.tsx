import { useTranslation } from 'react-i18next';
import { ChannelsPanel } from '@/features/alerts/components/ChannelsPanel';
import { DeliveriesPanel } from '@/features/alerts/components/DeliveriesPanel';
import { RoutesPanel } from '@/features/alerts/components/RoutesPanel';
import { Page } from '@/ui/Page';

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.pages.alerts')}>
      <ChannelsPanel />
      <RoutesPanel />
      <DeliveriesPanel />
    </Page>
  );
}
