import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plannedEventsQuery } from '@/api/queries';
import type { PlannedEvent } from '@/api/types';
import { downloadCsv, toCsv } from '@/charts/prepare/csv';
import { compareNames } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { useSearchState } from '@/url/use-search-state';
import { CsvButton } from '@/ui/CsvButton';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { Permitted } from '@/ui/Permitted';
import { useScopeName } from '@/ui/use-scope-name';
import { useHomeScope } from '@/ui/use-session';
import { nextOrder } from '@/ui/sort-order';
import { plansFields, sortPlans } from '../model/plans';
import { PlanDialog } from './PlanDialog';
import { PlansTable } from './PlansTable';
import { RemovePlanDialog } from './RemovePlanDialog';

/** What was opened last; it keeps its content while it closes. */
interface Opened {
  what: 'edit' | 'remove';
  plan: PlannedEvent | null;
  isOpen: boolean;
}

/** All planned events, or those that concern one scope; added, changed and removed here. */
export function Plans() {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const [state, setState] = useSearchState(plansFields);
  const [opened, setOpened] = useState<Opened>({ what: 'edit', plan: null, isOpen: false });
  const open = (what: Opened['what'], plan: PlannedEvent | null) => setOpened({ what, plan, isOpen: true });
  const close = () => setOpened((last) => ({ ...last, isOpen: false }));
  const home = useHomeScope();
  const query = useQuery(plannedEventsQuery(state.scope ?? home));
  const plans = sortPlans(query.data?.items ?? [], state, compareNames(format.language));
  const add = <Permitted permission="managePlans" scope={state.scope}><Button variant="contained" onClick={() => open('edit', null)} data-print="hide">{t('guidance.add')}</Button></Permitted>;
  const exportCsv = () => downloadCsv('planned-events.csv', toCsv(
    [t('guidance.title'), t('guidance.scope'), `${t('guidance.start')} (UTC)`, `${t('guidance.end')} (UTC)`, `${t('guidance.extra')} (${format.currency})`, t('guidance.note')],
    plans.map((plan) => [plan.title, plan.scope.key, plan.start, plan.end, plan.extraCost, plan.note]),
  ));
  return (
    <Panel
      flush
      title={state.scope === null ? t('guidance.allPlans') : t('guidance.plansOf', { scope: scopeName.path(state.scope) })}
      hint={t('guidance.plansHint')}
      actions={(
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          {state.scope !== null && <Button variant="outlined" onClick={() => setState({ scope: null })} data-print="hide">{t('guidance.showAll')}</Button>}
          <CsvButton onClick={exportCsv} />
          {plans.length > 0 && add}
        </Box>
      )}
    >
      <DataState what={t('guidance.plans')} query={query} height={280}>
        {() => plans.length === 0
          ? <EmptyNote title={t('guidance.nothingPlanned')} hint={t('guidance.nothingPlannedHint')} height={240} action={add} />
          : (
            <PlansTable
              plans={plans}
              sort={state.sort}
              order={state.order}
              onSort={(sort) => setState({ sort, order: nextOrder(sort === state.sort, state.order) }, { replace: true })}
              onEdit={(plan) => open('edit', plan)}
              onRemove={(plan) => open('remove', plan)}
            />
          )}
      </DataState>
      <PlanDialog open={opened.isOpen && opened.what === 'edit'} plan={opened.plan} scope={state.scope} onClose={close} />
      <RemovePlanDialog open={opened.isOpen && opened.what === 'remove'} plan={opened.plan} onClose={close} />
    </Panel>
  );
}
