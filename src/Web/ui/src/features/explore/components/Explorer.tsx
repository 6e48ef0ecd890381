import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import LinearProgress from '@mui/material/LinearProgress';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { GroupFrame } from '@/charts/GroupFrame';
import { downloadFrom } from '@/charts/prepare/csv';
import { prepareGroupChart } from '@/charts/prepare/group-chart';
import { MAX_COLORS } from '@/charts/prepare/series-color';
import { compareNames } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { CsvButton } from '@/ui/CsvButton';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Delta } from '@/ui/Delta';
import { Panel } from '@/ui/Panel';
import { Segmented } from '@/ui/Segmented';
import { useDimensionValue } from '@/ui/use-dimension-value';
import { useFigure } from '@/ui/use-figure';
import { useMinute } from '@/ui/use-now';
import { useMay } from '@/ui/use-session';
import { nextOrder } from '@/ui/sort-order';
import { dayWindow } from '@/url/day-range';
import { isScopeDimension, type Dimension } from '@/url/dimensions';
import { exploreCsvAddress, exploreQuery } from '../api/queries';
import type { Explore, ExploreGroup } from '../api/types';
import { chartGroups, keyOf, sortGroups } from '../model/explore-rows';
import { adds, drill, formOf, metrics, stepsFor, withFilters, type ExploreSortKey, type ExploreState } from '../model/explore-state';
import { ExploreControls } from './ExploreControls';
import { FilterBar } from './FilterBar';
import { GroupTable } from './GroupTable';
import { RankBars } from './RankBars';
import { RowMenu } from './RowMenu';

interface ExplorerProps {
  state: ExploreState;
  scope: string;
  group: readonly Dimension[];
  onChange: (patch: Partial<ExploreState>, options?: { replace?: boolean }) => void;
  /** Shows the records of a scope. */
  onRecords: (scope: string) => void;
}

const LIMIT = 50;

/** Cost and use by whatever the reader asks for; the question stands in the address. */
export function Explorer({ state, scope, group, onChange, onRecords }: ExplorerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useMinute();
  const window = dayWindow(state, now);
  const steps = stepsFor(window.days);
  const step = state.step !== null && steps.includes(state.step) ? state.step : steps[0]!;
  const input = { scope, from: window.from, to: window.to, step, group, filter: state.filter, metric: state.metric, compare: state.compare, limit: LIMIT };
  const query = useQuery(exploreQuery(input));
  const data = query.data;
  // While a new answer is on its way, the one that is shown is told as what it is.
  const shown = data === undefined ? state : { ...state, metric: metrics.find((one) => one === data.metric) ?? state.metric, compare: data.previousFrom !== null };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <ExploreControls state={state} scope={scope} group={group} step={step} days={window.days} onChange={onChange} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center', justifyContent: 'space-between' }}>
        <FilterBar filters={state.filter} place={{ scope, from: window.from, to: window.to }} onChange={(filter) => onChange({ filter })} />
        <FormControlLabel data-print="hide" sx={{ mr: 0, gap: 0.5, '& .MuiFormControlLabel-label': { fontSize: 13 } }} control={<Switch size="small" checked={state.compare} onChange={(_, compare) => onChange({ compare })} />} label={t('explore.compare')} />
      </Box>
      <Panel
        title={data === undefined ? t(`explore.metric.${state.metric}`) : <Headline data={data} state={shown} />}
        hint={data === undefined ? undefined : [
          t('explore.span', { from: format.day(data.from), to: format.day(Date.parse(data.to) - 1) }),
          ...(data.previousFrom === null || data.previousTo === null ? [] : [t('explore.against', { from: format.day(data.previousFrom), to: format.day(Date.parse(data.previousTo) - 1) })]),
          t('common.asOf', { time: format.dateTime(data.asOf) }),
        ].join(' · ')}
        actions={<CsvButton onClick={() => downloadFrom(exploreCsvAddress({ ...input, limit: 500 }), 'explore.csv')} />}
      >
        <Box sx={{ height: 2, mt: -0.5, mb: 0.5 }}>{query.isPlaceholderData && <LinearProgress aria-label={t('common.loading')} sx={{ height: 2 }} />}</Box>
        <DataState what={t('nav.pages.explore')} query={query} height={360}>
          {(answer) => <Picture data={answer} state={shown} grouped={answer.groupBy as Dimension[]} now={now} onChange={onChange} />}
        </DataState>
      </Panel>
      {data !== undefined && data.groups.length > 0 && (
        <Groups data={data} state={shown} scope={scope} now={now} onChange={onChange} onRecords={onRecords} />
      )}
    </Box>
  );
}

/** The whole, and how it moved. */
function Headline({ data, state }: { data: Explore; state: ExploreState }) {
  const { t } = useTranslation();
  const figure = useFigure(formOf(state.metric));
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'baseline', gap: 1.25, flexWrap: 'wrap' }}>
      <span>{t(`explore.metric.${state.metric}`)}</span>
      <Box component="span" title={figure.exact(data.total.value)} sx={{ fontSize: 22, lineHeight: '28px', fontVariantNumeric: 'tabular-nums', letterSpacing: '-0.01em' }}>{figure.short(data.total.value)}</Box>
      {data.total.previous !== null && data.total.value !== null && (
        <Typography component="span" variant="body2" sx={{ color: 'text.secondary', fontWeight: 400 }}>
          <Delta now={data.total.value} before={data.total.previous} />{' · '}{t('explore.beforeIt', { amount: figure.short(data.total.previous) })}
        </Typography>
      )}
    </Box>
  );
}

interface PictureProps {
  data: Explore;
  state: ExploreState;
  grouped: readonly Dimension[];
  now: number;
  onChange: ExplorerProps['onChange'];
}

function Picture({ data, state, grouped, now, onChange }: PictureProps) {
  const { t } = useTranslation();
  const name = useGroupName(grouped);
  const isWhole = data.groups.length === 0;
  if (data.total.records === 0) {
    const isFiltered = state.filter.length > 0;
    return (
      <EmptyNote
        title={t(isFiltered ? 'explore.allFiltered' : 'chart.empty')}
        hint={t(isFiltered ? 'explore.allFilteredHint' : 'chart.emptyHint')}
        height={280}
        action={isFiltered ? <Button variant="outlined" onClick={() => onChange({ filter: [] })}>{t('explore.clearFilters')}</Button> : undefined}
      />
    );
  }
  const isSum = adds(state.metric);
  const { shown, rest } = chartGroups(data.groups, data.other, MAX_COLORS, isSum);
  const form = formOf(state.metric);
  const label = t('explore.describe', { metric: t(`explore.metric.${state.metric}`), groups: shown.map(name).join(', ') || t('explore.total') });
  if (data.granularity === 'total') {
    const bars = isWhole ? [{ key: 'all', name: t('explore.total'), value: data.total.value }] : [...shown.map((group) => ({ key: keyOf(group), name: name(group), value: group.value })), ...(rest === null ? [] : [{ key: 'rest', name: '', value: rest[0] ?? null }])];
    return <RankBars bars={bars} form={form} label={label} />;
  }
  const model = prepareGroupChart({
    step: data.granularity === 'week' || data.granularity === 'month' ? data.granularity : 'day', buckets: data.buckets, end: data.to, now,
    groups: isWhole ? [{ key: 'all', name: t('explore.total'), points: data.total.points }] : shown.map((group) => ({ key: keyOf(group), name: name(group), points: group.points })),
    other: rest, adds: isSum, mark: state.mark,
  });
  return (
    <GroupFrame
      model={model}
      form={form}
      groupCount={data.groupCount}
      view={state.view}
      onView={(view) => onChange({ view })}
      label={label}
      aside={isSum && state.view === 'chart' ? <Segmented label={t('explore.markTitle')} value={state.mark} options={[{ value: 'bars', label: t('explore.bars') }, { value: 'lines', label: t('explore.lines') }]} onChange={(mark) => onChange({ mark })} /> : undefined}
    />
  );
}

function useGroupName(grouped: readonly Dimension[]): (group: Pick<ExploreGroup, 'key'>) => string {
  const nameOf = useDimensionValue();
  return (group) => grouped.map((dimension, i) => nameOf(dimension, group.key[i] ?? '')).join(' · ');
}

interface GroupsProps {
  data: Explore;
  state: ExploreState;
  scope: string;
  now: number;
  onChange: ExplorerProps['onChange'];
  onRecords: ExplorerProps['onRecords'];
}

function Groups({ data, state, scope, now, onChange, onRecords }: GroupsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const grouped = data.groupBy as Dimension[];
  const name = useGroupName(grouped);
  const nameOf = useDimensionValue();
  const groups = sortGroups(data.groups, state, name, compareNames(format.language));
  const scopeOf = (group: ExploreGroup) => grouped.map((dimension, i) => (isScopeDimension(dimension) ? group.key[i]! : '')).findLast((key) => key !== '') ?? null;
  const filtersOf = (group: ExploreGroup, isExcluded: boolean) => grouped.map((dimension, i) => ({ dimension, value: group.key[i] ?? '', isExcluded }));
  const onSort = (sort: ExploreSortKey) => onChange({ sort, order: nextOrder(sort === state.sort, state.order, sort === 'name' ? 'asc' : 'desc') }, { replace: true });
  return (
    <Panel
      flush
      title={t('explore.by', { dimensions: grouped.map((dimension) => t(`explore.dimension.${dimension}`)).join(' · ') })}
      hint={t('explore.tableHint')}
      actions={may('readRecords', scope) ? <Button variant="outlined" data-print="hide" onClick={() => onRecords(scope)}>{t('spend.showRecords')}</Button> : undefined}
    >
      <GroupTable
        data={data}
        groups={groups}
        grouped={grouped}
        metric={state.metric}
        compare={state.compare}
        sort={state.sort}
        order={state.order}
        isOpen={Date.parse(data.to) > now}
        onSort={onSort}
        onDrill={(group) => onChange(drill(state, grouped, group.key))}
        menu={(group) => {
          const place = scopeOf(group);
          return (
            <RowMenu
              name={name(group)}
              excluded={nameOf(grouped.at(-1)!, group.key.at(-1) ?? '')}
              scope={place}
              onRecords={place !== null && may('readRecords', place) ? () => onRecords(place) : null}
              onOnly={() => onChange({ filter: withFilters(state.filter, filtersOf(group, false)) })}
              onExclude={() => onChange({ filter: withFilters(state.filter, filtersOf(group, true).slice(-1)) })}
            />
          );
        }}
      />
    </Panel>
  );
}
