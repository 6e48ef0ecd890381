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
import { experimentsQuery } from '../api/queries';
import { experimentsFields, experimentStates, experimentStatus, selectedIds, sortExperiments, toggled } from '../model/experiments';
import { ExperimentsTable } from './ExperimentsTable';

/** All experiments that were declared, what they cost and how long their caps last. */
export function ExperimentsPanel({ onStart }: { onStart: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [state, setState] = useSearchState(experimentsFields);
  const query = useQuery(experimentsQuery());
  const all = query.data?.items ?? [];
  const shown = sortExperiments(all.filter((experiment) => state.state === 'all' || experiment.state === state.state), state, compareNames(format.language));
  const money = (label: string) => `${label} (${format.currency})`;
  const exportCsv = () => downloadCsv('experiments.csv', toCsv(
    [t('experiments.name'), 'id', t('experiments.scope'), t('experiments.owner'), t('experiments.statusTitle'), money(t('experiments.cost')), money(t('experiments.estimate')), money(t('experiments.cap')), money(t('experiments.perHour')), t('experiments.hoursToCap'), `${t('experiments.started')} (UTC)`, `${t('experiments.ended')} (UTC)`],
    shown.map((one) => [one.name, one.id, one.scope.key, one.owner, t(`experiments.status.${experimentStatus(one)}`), one.cost, one.limitUnknown === null ? one.estimate : null, one.cap, one.perHour, one.hoursToCap, one.startedAt, one.endedAt]),
  ));
  return (
    <Panel
      flush
      title={t('experiments.all')}
      hint={t('experiments.allHint')}
      actions={all.length === 0 ? undefined : (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          <CsvButton onClick={exportCsv} />
          <Segmented label={t('experiments.statusTitle')} value={state.state} options={(['all', ...experimentStates] as const).map((value) => ({ value, label: t(`experiments.state.${value}`) }))} onChange={(next) => setState({ state: next })} />
        </Box>
      )}
    >
      <DataState what={t('nav.pages.experiments')} query={query} height={240}>
        {(data) => {
          if (data.items.length === 0) return <EmptyNote title={t('experiments.none')} hint={t('experiments.noneHint')} height={220} action={<Permitted permission="manageExperiments"><Button variant="contained" onClick={onStart}>{t('experiments.start')}</Button></Permitted>} />;
          if (shown.length === 0) return <EmptyNote title={t('experiments.noneInState')} action={<Button variant="outlined" onClick={() => setState({ state: 'all' })}>{t('common.showAll')}</Button>} />;
          return (
            <ExperimentsTable
              experiments={shown}
              selected={selectedIds(state.compare)}
              sort={state.sort}
              order={state.order}
              onSort={(sort) => setState({ sort, order: nextOrder(sort === state.sort, state.order) }, { replace: true })}
              onSelect={(id) => setState({ compare: toggled(state.compare, id) }, { replace: true })}
            />
          );
        }}
      </DataState>
    </Panel>
  );
}
