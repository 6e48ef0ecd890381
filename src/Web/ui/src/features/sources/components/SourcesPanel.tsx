import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sourceKindsQuery, sourcesQuery } from '@/api/queries';
import type { Source } from '@/api/types';
import { downloadCsv, toCsv } from '@/charts/prepare/csv';
import { compareNames } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { useSearchState } from '@/url/use-search-state';
import { CsvButton } from '@/ui/CsvButton';
import { DataState } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { ToldNote, type Told } from '@/ui/ToldNote';
import { nextOrder } from '@/ui/sort-order';
import { countByStatus, rowsOf, sortSources, sourcesFields } from '../model/sources';
import { NoSources } from './NoSources';
import { SourcesTable } from './SourcesTable';

/** All data sources and how they fare. */
export function SourcesPanel() {
  const { t } = useTranslation();
  const format = useFormat();
  const [state, setState] = useSearchState(sourcesFields);
  const [told, setTold] = useState<Told | null>(null);
  const query = useQuery(sourcesQuery());
  const { data: kinds } = useQuery(sourceKindsQuery());
  const sources = sortSources(query.data?.items ?? [], state, compareNames(format.language));
  const counts = countByStatus(sources).map(({ status, count }) => `${t(`sources.status.${status}`)} ${format.countExact(count)}`);
  const exportCsv = () => downloadCsv('data-sources.csv', csv(sources));
  const csv = (rows: readonly Source[]) => toCsv(
    [
      t('sources.name'), 'id', t('sources.kind'), t('sources.statusTitle'), t('sources.lagSeconds'), t('sources.rows35'), t('sources.records'),
      `${t('sources.covered')} (UTC)`, `${t('sources.lastRead')} (UTC)`, `${t('sources.nextRead')} (UTC)`, t('sources.lastError'),
    ],
    rows.map((source) => [
      source.name, source.id, source.kind, t(`sources.status.${source.state.status}`), source.state.lagSeconds, rowsOf(source), source.state.records,
      source.state.coveredUntil, source.state.lastSuccessAt, source.state.nextRunAt, source.state.lastFault?.message ?? null,
    ]),
  );
  return (
    <Panel flush title={t('sources.all')} hint={counts.length === 0 ? undefined : counts.join(' · ')} actions={sources.length === 0 ? undefined : <CsvButton onClick={exportCsv} />}>
      <Box sx={{ px: 2 }}><ToldNote told={told} onClose={() => setTold(null)} /></Box>
      <DataState what={t('nav.pages.sources')} query={query} height={280}>
        {(data) => data.items.length === 0 ? <NoSources /> : (
          <SourcesTable
            sources={sources}
            kinds={kinds?.items ?? []}
            asOf={data.asOf}
            sort={state.sort}
            order={state.order}
            onSort={(sort) => setState({ sort, order: nextOrder(sort === state.sort, state.order) }, { replace: true })}
            onTold={setTold}
          />
        )}
      </DataState>
    </Panel>
  );
}
