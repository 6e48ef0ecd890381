import { useTranslation } from 'react-i18next';
import { StartSteps } from '@/features/onboarding/components/StartSteps';
import { Page } from '@/ui/Page';

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t('onboarding.title')}>
      <StartSteps />
    </Page>
  );
}
