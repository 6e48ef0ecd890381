import { useTranslation } from 'react-i18next';
import { JobsPanel } from '@/features/attribution/components/JobsPanel';
import { RulesPanel } from '@/features/attribution/components/RulesPanel';
import { SharedCostsPanel } from '@/features/attribution/components/SharedCostsPanel';
import { UnattributedPanel } from '@/features/attribution/components/UnattributedPanel';
import { Page, Row } from '@/ui/Page';

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.pages.allocation')}>
      <UnattributedPanel />
      <Row columns="minmax(0, 1.8fr) minmax(300px, 1fr)">
        <RulesPanel />
        <JobsPanel />
      </Row>
      <SharedCostsPanel />
    </Page>
  );
}
