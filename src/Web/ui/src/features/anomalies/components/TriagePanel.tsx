import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { incidentsQuery } from '@/api/queries';
import { useFormat } from '@/format/use-format';
import { anomalyAddress } from '@/url/scope-path';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { Permitted } from '@/ui/Permitted';
import { SeverityChip } from '@/ui/SeverityChip';
import { useExplain } from '@/ui/use-explain';
import { useHeld } from '@/ui/use-held';
import { useMinute } from '@/ui/use-now';
import { usePerson } from '@/ui/use-person';
import { useScopeName } from '@/ui/use-scope-name';
import { useActor } from '@/ui/use-session';
import { useIncidentStep } from '../api/use-incident-step';
import { triage, waitingCost, type TriageRow } from '../model/triage';

/** As many as a morning's round takes. */
const SHOWN = 6;

/** Open anomalies by what waiting costs, those that nobody has first; one press takes one. */
export function TriagePanel({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useMinute();
  const query = useQuery(incidentsQuery({ scope: scope === 'org' ? null : scope, open: true }));
  const rows = triage(query.data?.items ?? [], now);
  const untaken = rows.filter(({ incident }) => incident.handling.assignee === null).length;
  const held = useHeld(rows, ({ incident }) => incident.id);
  const target = scope === 'org' ? '/anomalies?state=open' : `/anomalies?state=open&scope=${encodeURIComponent(scope)}`;
  return (
    <Panel
      flush
      title={rows.length > 0 ? t('overview.triage.count', { count: rows.length }) : t('overview.triage.title')} figure="waitingCost" scope={scope}
      hint={rows.length > 0 ? t('overview.triage.hint', { amount: format.money(waitingCost(rows)), count: untaken }) : undefined}
      actions={<Button component={Link} to={target} sx={{ minHeight: 28 }} data-print="hide">{t('common.showAll')}</Button>}
    >
      <DataState what={t('overview.triage.title')} query={query} height={300}>
        {() => held.shown.length === 0 ? <EmptyNote title={t('anomalies.feedNone')} hint={t('anomalies.feedNoneHint')} height={200} /> : (
          <Box component="ul" onPointerEnter={held.hold} onPointerLeave={held.release} onFocus={held.hold} onBlur={held.release} sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {held.shown.slice(0, SHOWN).map((row) => <Row key={row.incident.id} row={row} />)}
          </Box>
        )}
      </DataState>
    </Panel>
  );
}

function Row({ row: { incident, perHour } }: { row: TriageRow }) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const person = usePerson();
  const explain = useExplain();
  const now = useMinute();
  const me = useActor()?.name ?? '';
  const step = useIncidentStep();
  const { cause, handling } = incident;
  const headline = cause.headline[format.language];
  return (
    <Box component="li" sx={{ display: 'grid', gridTemplateColumns: { xs: 'minmax(0, 1fr) auto', sm: '84px minmax(0, 1fr) 104px 132px' }, columnGap: 1.5, rowGap: 0.5, alignItems: 'center', px: 2, py: 1, minHeight: 58, borderTop: 1, borderColor: 'divider' }}>
      <Box sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' } }}><SeverityChip severity={cause.severity} /></Box>
      <Box sx={{ minWidth: 0, gridColumn: { xs: '1 / -1', sm: 'auto' } }}>
        <MuiLink component={Link} to={anomalyAddress(cause.id)} color="text.primary" title={headline} noWrap sx={{ fontWeight: 600, display: 'block' }}>{headline}</MuiLink>
        <Typography variant="caption" component="p" noWrap sx={{ color: 'text.secondary' }}>{`${scopeName.path(cause.scope.key)} · ${format.ago(incident.openedAt, now)}`}</Typography>
      </Box>
      <Box sx={{ textAlign: { xs: 'left', sm: 'right' }, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
        {perHour === null ? <Box component="span" sx={{ color: 'text.secondary' }}>{t('overview.triage.unknown')}</Box> : <Box component="span" title={t('anomalies.waitingPerHour', { amount: format.moneyExact(perHour) })} sx={{ fontWeight: 600 }}>{t('anomalies.perHour', { amount: format.money(perHour) })}</Box>}
      </Box>
      <Box sx={{ textAlign: 'right', minWidth: 0 }}>
        {handling.assignee === null ? (
          <Permitted permission="triage" scope={cause.scope.key}>
            <Button variant="outlined" disabled={step.isPending} onClick={() => step.mutate({ id: incident.id, step: { deed: 'assign', assignee: me } })} aria-label={t('overview.triage.take', { headline })} data-print="hide" sx={{ minHeight: 28, py: 0 }}>{t('anomalies.assignToMe')}</Button>
          </Permitted>
        ) : <Typography variant="caption" component="p" noWrap title={person(handling.assignee)}>{person(handling.assignee)}</Typography>}
        {step.isError && <Typography role="alert" variant="caption" component="p" sx={{ color: 'tone.critical' }}>{t('anomalies.stepFailed', { detail: explain(step.error) })}</Typography>}
      </Box>
    </Box>
  );
}
