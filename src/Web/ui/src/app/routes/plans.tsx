import { useTranslation } from 'react-i18next';
import { Plans } from '@/features/guidance/components/Plans';
import { Page } from '@/ui/Page';

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t('guidance.plans')}>
      <Plans />
    </Page>
  );
}
