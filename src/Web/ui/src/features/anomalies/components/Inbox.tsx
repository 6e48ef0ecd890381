import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { incidentsQuery } from '@/api/queries';
import type { Incident } from '@/api/types';
import { useSearchState } from '@/url/use-search-state';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { useMinute } from '@/ui/use-now';
import { useMay } from '@/ui/use-session';
import { useIncidentStep } from '../api/use-incident-step';
import { filterIncidents, inboxFields } from '../model/filter';
import { BulkBar } from './BulkBar';
import { IncidentList } from './IncidentList';
import { InboxFilters } from './InboxFilters';
import { useRowKeys } from './use-row-keys';

/** All causes, filtered; one at a time by the keyboard, or several at once. */
export function Inbox() {
  const { t } = useTranslation();
  const now = useMinute();
  const list = useRef<HTMLDivElement>(null);
  const [state, setState] = useSearchState(inboxFields);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const acknowledge = useIncidentStep();
  const may = useMay();
  const mayTriage = may('triage');
  const isOpen = state.state !== 'all' && state.state !== 'over';
  const query = useQuery(incidentsQuery({ scope: state.scope, open: isOpen }));
  const shown = filterIncidents(query.data?.items ?? [], state, now);
  const chosen = shown.filter(({ id }) => selected.has(id));
  const isFiltered = state.kind !== null || state.severity !== null || state.scope !== null || state.assignee !== null || state.state !== 'all';
  const clear = () => setState({ state: 'all', scope: null, kind: null, severity: null, assignee: null });
  const toggle = (id: string) => setSelected((held) => {
    const next = new Set(held);
    if (!next.delete(id)) next.add(id);
    return next;
  });
  const find = (id: string): Incident | undefined => shown.find((incident) => incident.id === id);
  useRowKeys(list, {
    onAcknowledge: (id) => {
      const incident = find(id);
      if (incident?.state === 'open' && may('triage', incident.cause.scope.key)) acknowledge.mutate({ id, step: { deed: 'acknowledge' } });
    },
    onToggle: toggle,
  });
  return (
    <Panel
      flush
      title={query.data === undefined ? t('anomalies.title') : t('anomalies.shown', { count: shown.length })}
      hint={t('anomalies.subtitle')}
    >
      <InboxFilters items={query.data?.items ?? []} state={state} onChange={setState} />
      {mayTriage && <BulkBar chosen={chosen} shown={shown} onSelect={(ids) => setSelected(new Set(ids))} />}
      <DataState what={t('anomalies.title')} query={query} height={320}>
        {(data) => {
          if (shown.length > 0) return <Box ref={list}><IncidentList items={shown} selected={selected} onToggle={mayTriage ? toggle : undefined} /></Box>;
          return data.items.length === 0 && !isFiltered
            ? <EmptyNote title={t('anomalies.none')} hint={t('anomalies.noneHint')} height={240} />
            : <EmptyNote title={t('anomalies.noneFiltered')} height={240} action={<Button variant="outlined" onClick={clear}>{t('anomalies.clear')}</Button>} />;
        }}
      </DataState>
      <Typography variant="caption" component="p" data-print="hide" sx={{ color: 'text.secondary', px: 2, py: 1, borderTop: 1, borderColor: 'divider', display: { xs: 'none', md: 'block' } }}>{t('anomalies.keys')}</Typography>
    </Panel>
  );
}
