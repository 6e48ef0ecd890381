import { useTranslation } from 'react-i18next';
import { UploadFlow } from '@/features/onboarding/components/UploadFlow';
import { BackToSources } from '@/features/sources/components/BackToSources';
import { Page } from '@/ui/Page';
import { Panel } from '@/ui/Panel';

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t('onboarding.uploadTitle')} above={<BackToSources />}>
      <Panel title={t('onboarding.uploadPanel')} hint={t('onboarding.stepHint.upload')}><UploadFlow /></Panel>
    </Page>
  );
}
