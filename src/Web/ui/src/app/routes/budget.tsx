import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { ApiProblem } from '@/api/problem';
import { budgetQuery } from '@/features/budgets/api/queries';
import { AskIncreaseDialog } from '@/features/budgets/components/AskIncreaseDialog';
import { BudgetFormDialog } from '@/features/budgets/components/BudgetFormDialog';
import { BudgetView } from '@/features/budgets/components/BudgetView';
import { RemoveBudgetDialog } from '@/features/budgets/components/RemoveBudgetDialog';
import { scopeAddress } from '@/url/scope-path';
import { BackLink } from '@/ui/BackLink';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Page } from '@/ui/Page';
import { Permitted } from '@/ui/Permitted';
import { useScopeName } from '@/ui/use-scope-name';

export function Component() {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const navigate = useNavigate();
  const { id } = useParams();
  const [dialog, setDialog] = useState<'ask' | 'edit' | 'remove' | null>(null);
  const query = useQuery(budgetQuery(id!));
  const budget = query.data;
  const above = <BackLink to="/budgets" label={t('nav.pages.budgets')} />;
  if (query.error instanceof ApiProblem && query.error.kind === 'notFound') {
    return <Page title={t('nav.pages.budgets')} above={above}><EmptyNote title={t('budgets.gone')} hint={t('budgets.goneHint', { id: id! })} /></Page>;
  }
  const close = () => setDialog(null);
  return (
    <Page
      title={budget?.name ?? t('nav.pages.budgets')}
      above={above}
      beside={budget !== undefined && <MuiLink component={Link} to={scopeAddress(budget.scope.key)} color="text.secondary">{scopeName.path(budget.scope.key)}</MuiLink>}
      actions={budget !== undefined && (
        <Box data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          <Permitted permission="requestIncrease" scope={budget.scope.key}><Button variant="contained" onClick={() => setDialog('ask')}>{t('budgets.ask')}</Button></Permitted>
          <Permitted permission="manageBudgets" scope={budget.scope.key}><Button variant="outlined" onClick={() => setDialog('edit')}>{t('budgets.edit')}</Button></Permitted>
          <Permitted permission="manageBudgets" scope={budget.scope.key}><Button variant="outlined" onClick={() => setDialog('remove')}>{t('budgets.remove')}</Button></Permitted>
        </Box>
      )}
    >
      <DataState what={t('nav.pages.budgets')} query={query} height={320}>{(data) => <BudgetView budget={data} />}</DataState>
      {budget !== undefined && (
        <>
          <AskIncreaseDialog open={dialog === 'ask'} budget={budget} onClose={close} />
          <BudgetFormDialog open={dialog === 'edit'} budget={budget} onClose={close} onSaved={close} />
          <RemoveBudgetDialog open={dialog === 'remove'} budget={budget} onClose={close} onRemoved={() => void navigate('/budgets')} />
        </>
      )}
    </Page>
  );
}
