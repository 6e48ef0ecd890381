import { useTranslation } from 'react-i18next';
import { RecentChanges } from '@/features/changes/components/RecentChanges';
import { Plans } from '@/features/guidance/components/Plans';
import { Page } from '@/ui/Page';

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t('guidance.plans')}>
      <Plans />
      <RecentChanges />
    </Page>
  );
}
