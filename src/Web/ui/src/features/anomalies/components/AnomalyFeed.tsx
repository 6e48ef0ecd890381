import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { incidentsQuery } from '@/api/queries';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { IncidentList } from './IncidentList';

/** What is going on now, beside the figures. */
export function AnomalyFeed({ scope }: { scope: string | null }) {
  const { t } = useTranslation();
  const query = useQuery(incidentsQuery({ scope, open: true }));
  const target = scope === null ? '/anomalies' : `/anomalies?scope=${encodeURIComponent(scope)}`;
  return (
    <Panel
      flush
      title={t('anomalies.feed')} figure="openAnomalies" scope={scope ?? 'org'}
      hint={query.data !== undefined && query.data.items.length > 0 ? t('nav.openCount', { count: query.data.items.length }) : undefined}
      actions={<Button component={Link} to={target} sx={{ minHeight: 28 }}>{t('common.showAll')}</Button>}
    >
      <DataState what={t('anomalies.feed')} query={query} height={220}>
        {(data) => data.items.length === 0 ? <EmptyNote title={t('anomalies.feedNone')} hint={t('anomalies.feedNoneHint')} /> : (
          // The list must not make the row taller than the chart beside it.
          <Box sx={{ position: 'relative', flex: 1, minHeight: 300 }}>
            <Box tabIndex={0} role="region" aria-label={t('anomalies.feed')} sx={{ position: { md: 'absolute' }, inset: 0, maxHeight: { xs: 420, md: 'none' }, overflowY: 'auto' }}>
              <IncidentList compact items={data.items} />
            </Box>
          </Box>
        )}
      </DataState>
    </Panel>
  );
}
