import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchState } from '@/url/use-search-state';
import { Permitted } from '@/ui/Permitted';
import { DataState, EmptyNote } from '@/ui/DataState';
import { DownloadIcon } from '@/ui/icons';
import { Panel } from '@/ui/Panel';
import { auditLinesQuery } from '../api/queries';
import { auditFields, exportAddress, isFiltered, noAuditFilter } from '../model/audit';
import { AuditFilters } from './AuditFilters';
import { AuditTable } from './AuditTable';
import { ChainBadge } from './ChainBadge';

/** Who did what: filtered, page by page, and as a file. */
export function AuditPanel() {
  const { t } = useTranslation();
  const [state, setState] = useSearchState(auditFields);
  const query = useQuery(auditLinesQuery(state));
  const before = query.data?.before ?? null;
  return (
    <Panel
      flush
      title={t('audit.lines')}
      hint={t('audit.linesHint')}
      actions={(
        <Box data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <Permitted permission="readAudit" scope="org"><ChainBadge /></Permitted>
          <Button component="a" href={exportAddress(state)} download="audit.csv" color="inherit" startIcon={<DownloadIcon sx={{ fontSize: 16 }} />} sx={{ minHeight: 28, color: 'text.secondary' }} aria-label={t('audit.export')}>{t('spend.csv')}</Button>
        </Box>
      )}
    >
      <AuditFilters state={state} onChange={(patch) => setState({ ...patch, before: null })} />
      <DataState what={t('audit.lines')} query={query} height={320}>
        {(data) => data.items.length === 0
          ? (
            <EmptyNote
              title={t(isFiltered(state) ? 'audit.noneFiltered' : 'audit.none')}
              hint={isFiltered(state) ? undefined : t('audit.noneHint')}
              height={200}
              action={isFiltered(state) ? <Button variant="outlined" onClick={() => setState(noAuditFilter)}>{t('anomalies.clear')}</Button> : undefined}
            />
          )
          : <AuditTable entries={data.items} onFilter={(patch) => setState({ ...patch, before: null })} />}
      </DataState>
      {(state.before !== null || before !== null) && (
        <Box component="nav" aria-label={t('audit.pages')} data-print="hide" sx={{ display: 'flex', justifyContent: 'center', gap: 1, p: 1.5, borderTop: 1, borderColor: 'divider' }}>
          <Button variant="outlined" disabled={state.before === null} onClick={() => setState({ before: null })}>{t('audit.newest')}</Button>
          <Button variant="outlined" disabled={before === null} onClick={() => setState({ before: String(before) })}>{t('audit.older')}</Button>
        </Box>
      )}
    </Panel>
  );
}
