import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sourceKindsQuery } from '@/api/queries';
import type { Source } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { Row } from '@/ui/Page';
import { Panel } from '@/ui/Panel';
import { BackfillProgress } from './BackfillProgress';
import { Facts } from '@/ui/Facts';
import { FaultNote } from './FaultNote';
import { RowsPanel } from './RowsPanel';
import { RowErrors } from './RowErrors';
import { SettingsPanel } from './SettingsPanel';
import { useNextRead } from './use-next-read';

/** One source: how it fares, what it gave, how it is set up. */
export function SourceView({ source }: { source: Source }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nextRead = useNextRead();
  const { data: kinds } = useQuery(sourceKindsQuery());
  const kind = kinds?.items.find((item) => item.kind === source.kind) ?? null;
  const { state } = source;
  const time = (instant: string | null) => (instant === null ? t('common.none') : format.dateTime(instant));
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <FaultNote state={state} />
      <Row columns="minmax(0, 1.6fr) minmax(320px, 1fr)">
        <RowsPanel source={source} />
        <Panel title={t('sources.howItFares')}>
          <Facts
            facts={[
              [t('sources.lag'), state.lagSeconds === null ? t('common.none') : format.duration(state.lagSeconds * 1_000)],
              [t('sources.newest'), time(state.newestRecordAt)],
              [t('sources.covered'), time(state.coveredUntil)],
              [t('sources.lastRead'), time(state.lastSuccessAt)],
              [t('sources.nextRead'), nextRead(source)],
              [t('sources.every'), format.duration(source.everySeconds * 1_000)],
              [t('sources.records'), format.countExact(state.records)],
            ]}
          />
        </Panel>
      </Row>
      {state.backfill !== null && <Panel title={t('sources.backfill')}><BackfillProgress backfill={state.backfill} /></Panel>}
      {state.rowErrors.length > 0 && <RowErrors errors={state.rowErrors} />}
      <SettingsPanel source={source} kind={kind} />
    </Box>
  );
}
