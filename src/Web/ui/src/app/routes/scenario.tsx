import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { ApiProblem } from '@/api/problem';
import { BudgetFormDialog } from '@/features/budgets/components/BudgetFormDialog';
import { budgetAddress } from '@/features/budgets/model/budgets';
import { scenarioQuery } from '@/features/scenarios/api/queries';
import { ScenarioEditor } from '@/features/scenarios/components/ScenarioEditor';
import { BackLink } from '@/ui/BackLink';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Page } from '@/ui/Page';

interface Preset {
  name: string;
  scope: string;
  amount: string;
}

/** A scenario that is kept, or a new one. */
export function Component() {
  const { id } = useParams();
  const navigate = useNavigate();
  const [budget, setBudget] = useState<Preset | null>(null);
  const onBudget = ({ amount, ...rest }: { name: string; scope: string; amount: number }) => setBudget({ ...rest, amount: String(amount) });
  return (
    <>
      {id === undefined ? <ScenarioEditor saved={null} onBudget={onBudget} /> : <Kept key={id} id={id} onBudget={onBudget} />}
      <BudgetFormDialog open={budget !== null} budget={null} preset={budget ?? undefined} onClose={() => setBudget(null)} onSaved={(saved) => void navigate(budgetAddress(saved))} />
    </>
  );
}

function Kept({ id, onBudget }: { id: string; onBudget: (budget: { name: string; scope: string; amount: number }) => void }) {
  const { t } = useTranslation();
  const query = useQuery(scenarioQuery(id));
  const above = <BackLink to="/scenarios" label={t('nav.pages.scenarios')} />;
  if (query.error instanceof ApiProblem && query.error.kind === 'notFound') {
    return <Page title={t('nav.pages.scenarios')} above={above}><EmptyNote title={t('scenarios.gone')} hint={t('scenarios.goneHint')} /></Page>;
  }
  if (query.data === undefined) return <Page title={t('nav.pages.scenarios')} above={above}><DataState what={t('nav.pages.scenarios')} query={query} height={400}>{() => null}</DataState></Page>;
  return <ScenarioEditor saved={query.data} onBudget={onBudget} />;
}
