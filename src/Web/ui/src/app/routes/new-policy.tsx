import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { PolicyForm } from '@/features/policies/components/PolicyForm';
import { policyAddress } from '@/features/policies/model/decisions';
import { BackLink } from '@/ui/BackLink';
import { Page } from '@/ui/Page';

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Page title={t('policies.add')} above={<BackLink to="/policies" label={t('nav.pages.policies')} />}>
      <PolicyForm policy={null} onSaved={(id) => void navigate(policyAddress(id))} />
    </Page>
  );
}
