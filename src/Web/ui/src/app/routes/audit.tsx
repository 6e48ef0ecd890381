import { useTranslation } from 'react-i18next';
import { AuditPanel } from '@/features/audit/components/AuditPanel';
import { Page } from '@/ui/Page';

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.pages.audit')}>
      <AuditPanel />
    </Page>
  );
}
