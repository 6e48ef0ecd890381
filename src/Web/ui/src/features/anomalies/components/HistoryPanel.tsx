import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { IncidentHistory } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { DataState, EmptyNote } from '@/ui/DataState';
import { DeliveryChip } from '@/ui/DeliveryChip';
import { Row } from '@/ui/Page';
import { Panel } from '@/ui/Panel';
import { usePerson } from '@/ui/use-person';
import { incidentQuery } from '../api/queries';
import { countDeliveries, deedOf } from '../model/handling';

const list = { listStyle: 'none', m: 0, p: 0, maxHeight: 320, overflowY: 'auto' } as const;
const line = { display: 'flex', gap: 1.5, alignItems: 'flex-start', py: 1, borderTop: 1, borderColor: 'divider', '&:first-of-type': { borderTop: 0 } } as const;

/** Who did what about an incident, and who was told of it. */
export function HistoryPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(incidentQuery(id));
  const counts = countDeliveries(query.data?.deliveries ?? []);
  return (
    <Row columns="minmax(0, 1fr) minmax(0, 1fr)">
      <Panel title={t('anomalies.history')} hint={t('anomalies.historyHint')}>
        <DataState what={t('anomalies.history')} query={query} height={140}>
          {({ history }) => history.length === 0 ? <EmptyNote title={t('anomalies.historyNone')} hint={t('anomalies.historyNoneHint')} height={80} /> : (
            <Box component="ul" tabIndex={0} aria-label={t('anomalies.history')} sx={list}>
              {history.map((entry) => <Deed key={`${entry.at} ${entry.action} ${entry.actor}`} entry={entry} />)}
            </Box>
          )}
        </DataState>
      </Panel>
      <Panel title={t('anomalies.told')} hint={query.data === undefined || query.data.deliveries.length === 0 ? undefined : t('anomalies.toldCounts', counts)}>
        <DataState what={t('anomalies.told')} query={query} height={140}>
          {({ deliveries }) => deliveries.length === 0 ? <EmptyNote title={t('anomalies.toldNone')} hint={t('anomalies.toldNoneHint')} height={80} /> : (
            <Box component="ul" tabIndex={0} aria-label={t('anomalies.told')} sx={list}>
              {deliveries.map((delivery) => (
                <Box component="li" key={delivery.id} sx={line}>
                  <Box sx={{ flex: 1, minWidth: 0 }}>
                    <Typography component="p" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{delivery.channelKind === 'console' ? t('alerts.consoleName') : delivery.channelName}</Typography>
                    <Typography variant="caption" component="p" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
                      {delivery.title?.[format.language] ?? delivery.thread}
                    </Typography>
                    {delivery.lastError !== null && <Typography variant="caption" component="p" lang="en" sx={{ color: 'tone.critical', overflowWrap: 'anywhere' }}>{delivery.lastError}</Typography>}
                  </Box>
                  <Box sx={{ textAlign: 'right', flexShrink: 0 }}>
                    <DeliveryChip state={delivery.state} />
                    <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>{format.dateTime(delivery.deliveredAt ?? delivery.lastTriedAt ?? delivery.createdAt)}</Typography>
                  </Box>
                </Box>
              ))}
            </Box>
          )}
        </DataState>
      </Panel>
    </Row>
  );
}

function Deed({ entry }: { entry: IncidentHistory }) {
  const { t } = useTranslation();
  const format = useFormat();
  const person = usePerson();
  const deed = deedOf(entry);
  const actor = person(entry.actor);
  const { assigneeAfter, snoozedUntilAfter, note } = entry.details;
  const about = deed === 'assigned' ? (assigneeAfter ? person(assigneeAfter) : t('anomalies.nobody'))
    : deed === 'snoozed' && snoozedUntilAfter !== undefined && snoozedUntilAfter !== '' ? format.dateTime(snoozedUntilAfter) : '';
  return (
    <Box component="li" sx={line}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography component="p">{deed === null ? `${actor}: ${entry.action}` : t(`anomalies.did.${deed}`, { actor, about })}</Typography>
        {note !== undefined && <Typography translate="no" variant="caption" component="p" sx={{ color: 'text.secondary', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{note}</Typography>}
      </Box>
      <Typography variant="caption" component="span" sx={{ color: 'text.secondary', flexShrink: 0 }}>{format.dateTime(entry.at)}</Typography>
    </Box>
  );
}
