import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ScenariosPanel } from '@/features/scenarios/components/ScenariosPanel';
import { PlusIcon } from '@/ui/icons';
import { Page } from '@/ui/Page';

export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.pages.scenarios')} actions={<Button component={Link} to="/scenarios/new" variant="contained" startIcon={<PlusIcon />} data-print="hide">{t('scenarios.new')}</Button>}>
      <ScenariosPanel />
    </Page>
  );
}
