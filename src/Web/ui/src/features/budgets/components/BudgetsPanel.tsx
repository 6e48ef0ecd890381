import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { downloadCsv, toCsv } from '@/charts/prepare/csv';
import { compareNames } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { useSearchState } from '@/url/use-search-state';
import { CsvButton } from '@/ui/CsvButton';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { Permitted } from '@/ui/Permitted';
import { Segmented } from '@/ui/Segmented';
import { nextOrder } from '@/ui/sort-order';
import { budgetsQuery } from '../api/queries';
import { budgetsFields, budgetState, budgetStates, countByState, remarks, sortBudgets } from '../model/budgets';
import { BudgetsTable } from './BudgetsTable';

/** All budgets, how their present periods stand, and which do not fit each other. */
export function BudgetsPanel({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [state, setState] = useSearchState(budgetsFields);
  const query = useQuery(budgetsQuery());
  const all = query.data?.items ?? [];
  const counts = countByState(all);
  const shown = sortBudgets(all.filter((budget) => state.state === 'all' || budgetState(budget) === state.state), state, compareNames(format.language));
  const money = (label: string) => `${label} (${format.currency})`;
  const exportCsv = () => downloadCsv('budgets.csv', toCsv(
    [
      t('budgets.name'), 'id', t('budgets.scope'), t('budgets.periodTitle'), money(t('budgets.limit')), money(t('budgets.spent')), money(t('budgets.held')), money(t('budgets.left')),
      `${t('budgets.expected')} P50 (${format.currency})`, t('budgets.probability'), t('budgets.stateTitle'), t('budgets.owner'),
    ],
    shown.map(({ name, id, scope, period, status, owner, ...rest }) => [
      name, id, scope.key, t(`budgets.period.${period}`), status.limitUnknown === null ? status.limit : null, status.spent, status.held, status.limitUnknown === null ? status.left : null,
      status.forecast?.p50 ?? null, status.probability, t(`budgets.state.${budgetState({ name, id, scope, period, status, owner, ...rest })}`), owner,
    ]),
  ));
  return (
    <Panel
      flush
      title={t('budgets.all')}
      hint={t('budgets.allHint')}
      actions={all.length === 0 ? undefined : (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          <CsvButton onClick={exportCsv} />
          <Segmented
            label={t('budgets.stateTitle')}
            value={state.state}
            options={[
              { value: 'all', label: `${t('budgets.everyState')} ${format.countExact(all.length)}` },
              ...budgetStates.filter((value) => value !== 'unknown' || counts.unknown > 0).map((value) => ({ value, label: `${t(`budgets.state.${value}`)} ${format.countExact(counts[value])}` })),
            ]}
            onChange={(next) => setState({ state: next })}
          />
        </Box>
      )}
    >
      <DataState what={t('nav.pages.budgets')} query={query} height={280}>
        {(data) => {
          if (data.items.length === 0) return <EmptyNote title={t('budgets.noBudgets')} hint={t('budgets.noBudgetsHint')} height={240} action={<Permitted permission="manageBudgets"><Button variant="contained" onClick={onAdd}>{t('budgets.add')}</Button></Permitted>} />;
          if (shown.length === 0) return <EmptyNote title={t('budgets.noneInState')} action={<Button variant="outlined" onClick={() => setState({ state: 'all' })}>{t('common.showAll')}</Button>} />;
          return (
            <BudgetsTable
              budgets={shown}
              sort={state.sort}
              order={state.order}
              onSort={(sort) => setState({ sort, order: nextOrder(sort === state.sort, state.order) }, { replace: true })}
            />
          );
        }}
      </DataState>
      {remarks(all, format.language).map((remark) => <Alert key={remark} severity="warning" sx={{ mx: 2, mb: 1.5, mt: 1 }}>{remark}</Alert>)}
    </Panel>
  );
}
