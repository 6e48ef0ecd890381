import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { driftQuery, sourcesQuery } from '@/api/queries';
import type { DriftList } from '@/api/types';
import { downloadCsv, toCsv } from '@/charts/prepare/csv';
import { useFormat } from '@/format/use-format';
import { dayRange } from '@/url/time-range';
import { useSearchState } from '@/url/use-search-state';
import { CsvButton } from '@/ui/CsvButton';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { Segmented } from '@/ui/Segmented';
import { useMinute } from '@/ui/use-now';
import { driftFields, driftRanges, driftRows } from '../model/drift';
import { DriftTable } from './DriftTable';

/** What was estimated against what providers charge, by source and model. */
export function DriftPanel() {
  const { t } = useTranslation();
  const format = useFormat();
  const [{ days }, setState] = useSearchState(driftFields);
  const { from, to } = dayRange(Number(days), useMinute());
  const query = useQuery(driftQuery(from, to));
  const { data: sources } = useQuery(sourcesQuery());
  const nameOf = (id: string) => sources?.items.find((source) => source.id === id)?.name ?? id;
  const money = (label: string) => `${label} (${format.currency})`;
  const exportCsv = () => downloadCsv('estimate-and-bill.csv', toCsv(
    [
      t('sources.day'), t('sources.source'), t('sources.provider'), t('spend.model'), money(t('sources.estimated')), money(t('sources.billed')), money(t('sources.drift')),
      t('sources.ratio'), t('sources.normalFrom'), t('sources.normalTo'), t('sources.unusual'), t('sources.sureness'),
    ],
    (query.data?.items ?? []).map((item) => [
      item.day, item.source, item.provider, item.model, item.estimated, item.billed, item.drift, item.ratio, item.normal?.lower ?? null, item.normal?.upper ?? null,
      item.isUnusual ? t('sources.yes') : '', t(`spend.status.${item.status}`),
    ]),
  ));
  return (
    <Panel
      flush
      title={t('sources.driftTitle')}
      hint={t('sources.driftHint')}
      actions={(
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          <CsvButton onClick={exportCsv} />
          <Segmented label={t('sources.range')} value={days} options={driftRanges.map((value) => ({ value, label: t('sources.lastDays', { count: Number(value) }) }))} onChange={(next) => setState({ days: next }, { replace: true })} />
        </Box>
      )}
    >
      <DataState what={t('sources.driftTitle')} query={query} height={220}>
        {(data) => data.items.length === 0
          ? <EmptyNote title={t(data.pendingDays > 0 ? 'sources.driftPending' : 'sources.noBill')} hint={t('sources.noBillHint')} />
          : (
            <>
              <Totals data={data} />
              <DriftTable rows={driftRows(data.items)} nameOf={nameOf} />
            </>
          )}
      </DataState>
    </Panel>
  );
}

function Totals({ data: { totals, pendingDays } }: { data: DriftList }) {
  const { t } = useTranslation();
  const format = useFormat();
  const parts = [
    [t('sources.estimated'), format.moneyExact(totals.estimated)],
    [t('sources.billed'), format.moneyExact(totals.billed)],
    [t('sources.drift'), format.moneyDelta(totals.drift)],
    [t('sources.ratio'), totals.ratio === null ? t('common.none') : format.percent(totals.ratio, 1)],
  ] as const;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 4, rowGap: 1, px: 2, pb: 1.5, alignItems: 'flex-end' }}>
      {parts.map(([name, value]) => (
        <Box key={name}>
          <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{name}</Typography>
          <Box sx={{ fontSize: 18, lineHeight: '26px', fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>{value}</Box>
        </Box>
      ))}
      <Typography variant="caption" sx={{ color: 'text.secondary', flex: 1, minWidth: 220 }}>
        {[
          ...(totals.alone === 0 ? [] : [t('sources.alone', { amount: format.moneyExact(totals.alone) })]),
          ...(pendingDays === 0 ? [] : [t('sources.pendingDays', { count: pendingDays })]),
        ].join(' ')}
      </Typography>
    </Box>
  );
}
