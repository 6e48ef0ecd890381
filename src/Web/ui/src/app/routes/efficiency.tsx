import { useTranslation } from 'react-i18next';
import { EfficiencyView } from '@/features/efficiency/components/EfficiencyView';
import { ValuePanel } from '@/features/value/components/ValuePanel';
import { Page } from '@/ui/Page';

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.pages.efficiency')}>
      <EfficiencyView value={(place) => <ValuePanel {...place} />} />
    </Page>
  );
}
