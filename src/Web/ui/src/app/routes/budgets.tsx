import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { BudgetFormDialog } from '@/features/budgets/components/BudgetFormDialog';
import { BudgetsPanel } from '@/features/budgets/components/BudgetsPanel';
import { OpenRequestsPanel } from '@/features/budgets/components/OpenRequestsPanel';
import { budgetAddress } from '@/features/budgets/model/budgets';
import { Page, Row } from '@/ui/Page';
import { PlusIcon } from '@/ui/icons';
import { Permitted } from '@/ui/Permitted';

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  return (
    <Page
      title={t('nav.pages.budgets')}
      actions={<Permitted permission="manageBudgets"><Button variant="contained" startIcon={<PlusIcon />} onClick={() => setOpen(true)} data-print="hide">{t('budgets.add')}</Button></Permitted>}
    >
      <Row columns="minmax(0, 2.6fr) minmax(300px, 1fr)">
        <BudgetsPanel onAdd={() => setOpen(true)} />
        <OpenRequestsPanel />
      </Row>
      <BudgetFormDialog open={isOpen} budget={null} onClose={() => setOpen(false)} onSaved={(id) => void navigate(budgetAddress(id))} />
    </Page>
  );
}
