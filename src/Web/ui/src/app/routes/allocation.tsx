import { useTranslation } from 'react-i18next';
import { JobsPanel } from '@/features/attribution/components/JobsPanel';
import { RulesPanel } from '@/features/attribution/components/RulesPanel';
import { SharedCostsPanel } from '@/features/attribution/components/SharedCostsPanel';
import { UnattributedPanel } from '@/features/attribution/components/UnattributedPanel';
import { Page, Row } from '@/ui/Page';
import { Permitted } from '@/ui/Permitted';

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.pages.allocation')}>
      <Permitted permission="readRecords" scope="org"><UnattributedPanel /></Permitted>
      <Row columns="minmax(0, 1.8fr) minmax(300px, 1fr)">
        <RulesPanel />
        <Permitted permission="manageAttribution" scope="org"><JobsPanel /></Permitted>
      </Row>
      <SharedCostsPanel />
    </Page>
  );
}
