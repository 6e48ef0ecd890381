import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { downloadCsv, toCsv } from '@/charts/prepare/csv';
import { compareNames } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { ChoiceField } from '@/ui/ChoiceField';
import { CsvButton } from '@/ui/CsvButton';
import { DataState, EmptyNote } from '@/ui/DataState';
import { DayRangeControl } from '@/ui/DayRangeControl';
import { Panel } from '@/ui/Panel';
import { ScopeField } from '@/ui/ScopeField';
import { useDimensionValue } from '@/ui/use-dimension-value';
import { useMinute } from '@/ui/use-now';
import { useHomeScope } from '@/ui/use-session';
import { nextOrder } from '@/ui/sort-order';
import { dayWindow } from '@/url/day-range';
import { exploreAddress } from '@/url/filters';
import { useSearchState } from '@/url/use-search-state';
import { efficiencyQuery } from '../api/queries';
import type { Efficiency } from '../api/types';
import { adviceWindow } from '../model/advice';
import { efficiencyFields, efficiencyGroups, sortEfficiency, type EfficiencySortKey } from '../model/efficiency';
import { AdvicePanel } from './AdvicePanel';
import { UnitCards } from './UnitCards';
import { UnitTable } from './UnitTable';

/** What a unit of use costs, by what it differs, and what would cost less; between them what the same scope and days brought about. */
export function EfficiencyView({ value }: { value: (place: { scope: string; from: string; to: string; isOpen: boolean }) => ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useDimensionValue();
  const home = useHomeScope();
  const now = useMinute();
  const [state, setState] = useSearchState(efficiencyFields);
  const scope = state.scope ?? home;
  const { from, to } = dayWindow(state, now);
  const query = useQuery(efficiencyQuery({ scope, from, to, groupBy: state.group }));
  const isOpen = Date.parse(to) > now;
  // While a new answer is on its way, the one that is shown is told as what it is.
  const grouped = efficiencyGroups.find((one) => one === query.data?.groupBy) ?? state.group;
  const name = (key: string) => nameOf(grouped, key);
  const rows = (data: Efficiency) => sortEfficiency(data.groups, state, name, compareNames(format.language));
  const onSort = (sort: EfficiencySortKey) => setState({ sort, order: nextOrder(sort === state.sort, state.order, sort === 'name' ? 'asc' : 'desc') }, { replace: true });
  const exportCsv = (data: Efficiency) => {
    const money = (label: string) => `${label} (${format.currency})`;
    downloadCsv('efficiency.csv', toCsv(
      [
        t(`explore.dimension.${grouped}`), 'key', money(t('efficiency.cost')), money(t('efficiency.perRequest')), money(t('efficiency.perMillion')), money(t('efficiency.perCustomer')),
        t('efficiency.tokensPerRequest'), t('efficiency.cacheHit'), t('efficiency.batchShare'), t('explore.metric.requests'), t('efficiency.customersTitle'),
      ],
      rows(data).map(({ key, now: figures }) => [
        name(key), key, figures.cost, figures.costPerRequest, figures.costPerMillionTokens, figures.costPerCustomer, figures.tokensPerRequest, figures.cacheHitRate, figures.batchShare, figures.usage.requests, figures.customers,
      ]),
    ));
  };
  const span = query.data === undefined ? undefined : [
    t('explore.span', { from: format.day(query.data.from), to: format.day(Date.parse(query.data.to) - 1) }),
    t('explore.against', { from: format.day(query.data.previousFrom), to: format.day(Date.parse(query.data.from) - 1) }),
    t('common.asOf', { time: format.dateTime(query.data.asOf) }),
  ].join(' · ');
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Box data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
        <ScopeField compact id="efficiency-scope" label={t('explore.scope')} value={scope} onChange={(next) => setState({ scope: next === home ? null : next })} />
        <DayRangeControl state={state} now={now} onChange={setState} />
      </Box>
      <DataState what={t('nav.pages.efficiency')} query={query} height={138}>{(data) => <UnitCards data={data} isOpen={isOpen} />}</DataState>
      {value({ scope, from, to, isOpen })}
      <AdvicePanel scope={scope} {...adviceWindow({ from, to }, now)} />
      <Panel
        flush
        title={t('explore.by', { dimensions: t(`explore.dimension.${grouped}`) })}
        hint={span}
        actions={(
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
            {query.data !== undefined && query.data.groups.length > 0 && <CsvButton onClick={() => exportCsv(query.data)} />}
            <ChoiceField label={t('explore.groupBy')} value={state.group} options={efficiencyGroups.map((value) => ({ value, label: t(`explore.dimension.${value}`) }))} onChange={(group) => setState({ group })} />
          </Box>
        )}
      >
        <DataState what={t('nav.pages.efficiency')} query={query} height={280}>
          {(data) => data.groups.length === 0 ? <EmptyNote title={t('chart.empty')} hint={t('chart.emptyHint')} height={200} /> : (
            <>
              <UnitTable
                label={t('explore.by', { dimensions: t(`explore.dimension.${grouped}`) })}
                heading={t(`explore.dimension.${grouped}`)}
                groups={rows(data)}
                total={data.total}
                name={name}
                address={(key) => exploreAddress({ scope: state.scope, filter: [{ dimension: grouped, value: key, isExcluded: false }], metric: 'cost_per_request', range: state.range, ...(state.from === null || state.to === null ? {} : { from: state.from, to: state.to }) })}
                sort={state.sort}
                order={state.order}
                isOpen={isOpen}
                onSort={onSort}
              />
              {data.groupCount > data.groups.length && <Alert severity="info" sx={{ m: 2 }}>{t('efficiency.capped', { shown: data.groups.length, total: data.groupCount })}</Alert>}
            </>
          )}
        </DataState>
      </Panel>
    </Box>
  );
}
