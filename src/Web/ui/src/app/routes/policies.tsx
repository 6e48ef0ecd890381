import { useTranslation } from 'react-i18next';
import { ApprovalsPanel } from '@/features/policies/components/ApprovalsPanel';
import { DecisionsPanel } from '@/features/policies/components/DecisionsPanel';
import { PoliciesPanel } from '@/features/policies/components/PoliciesPanel';
import { VerdictsPanel } from '@/features/policies/components/VerdictsPanel';
import { Permitted } from '@/ui/Permitted';
import { Page, Row } from '@/ui/Page';

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.pages.policies')}>
      <ApprovalsPanel />
      <PoliciesPanel />
      <Row columns="minmax(0, 1.4fr) minmax(0, 1fr)">
        <DecisionsPanel />
        <Permitted permission="readCosts" scope="org"><VerdictsPanel /></Permitted>
      </Row>
    </Page>
  );
}
