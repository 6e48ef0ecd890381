import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { downloadCsv, toCsv } from '@/charts/prepare/csv';
import { useFormat } from '@/format/use-format';
import { useSearchState } from '@/url/use-search-state';
import { CsvButton } from '@/ui/CsvButton';
import { DataState, EmptyNote } from '@/ui/DataState';
import { FilterSelect } from '@/ui/FilterSelect';
import { Panel } from '@/ui/Panel';
import { useExplain } from '@/ui/use-explain';
import { channelsQuery, deliveriesAtFirst, deliveriesAtMost, deliveriesQuery } from '../api/queries';
import { useResend } from '../api/use-alerts';
import { deliveriesFields, deliveryStates, movedAt, resendable, urgentFirst } from '../model/deliveries';
import { DeliveriesTable } from './DeliveriesTable';
import { NoticeDialog } from './NoticeDialog';

const ROWS = 15;
const MORE = 100;

/** What was sent to whom, and whether it arrived; what was given up is sent again from here. */
export function DeliveriesPanel() {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const [state, setState] = useSearchState(deliveriesFields);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [rows, setRows] = useState(ROWS);
  const { channel } = state;
  const limit = rows < deliveriesAtFirst ? deliveriesAtFirst : deliveriesAtMost;
  const query = useQuery(deliveriesQuery({ state: state.state, channel, limit }));
  // Among the newest of all, what has waited for long would not be found.
  const isAll = state.state === null;
  const waiting = useQuery({ ...deliveriesQuery({ state: 'waiting', channel, limit: deliveriesAtFirst }), enabled: isAll });
  const failed = useQuery({ ...deliveriesQuery({ state: 'dead', channel, limit: deliveriesAtFirst }), enabled: isAll });
  const channels = useQuery(channelsQuery());
  const resend = useResend();
  const found = query.data?.items ?? [];
  const items = isAll ? urgentFirst([waiting.data?.items ?? [], failed.data?.items ?? [], found]) : found;
  const hasMore = items.length > rows || (found.length === limit && limit < deliveriesAtMost);
  const dead = resendable(items);
  const chosen = dead.filter((id) => selected.has(id));
  const shown = items.find(({ id }) => id === state.delivery) ?? null;
  const select = (ids: readonly string[]) => {
    resend.reset();
    setSelected(new Set(ids));
  };
  const exportCsv = () => downloadCsv('deliveries.csv', toCsv(
    ['id', t('alerts.channel'), t('alerts.notice'), t('alerts.statusTitle'), `${t('alerts.when')} (UTC)`, t('alerts.attempts'), t('alerts.error')],
    items.map((one) => [one.id, one.channelName, one.title?.[format.language] ?? one.thread, t(`common.delivery.${one.state}`), movedAt(one), one.attempts, one.lastError]),
  ));
  return (
    <Panel
      flush
      title={t('alerts.deliveries')}
      hint={t('alerts.deliveriesHint')}
      actions={(
        <Box data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <FilterSelect label={t('alerts.statusTitle')} value={state.state} all={t('alerts.allStates')} options={deliveryStates.map((one) => ({ value: one, label: t(`common.delivery.${one}`) }))} onChange={(one) => setState({ state: one })} />
          <FilterSelect label={t('alerts.channel')} value={state.channel} all={t('alerts.allChannels')} options={(channels.data?.items ?? []).map((one) => ({ value: one.id, label: one.isBuiltIn ? t('alerts.consoleName') : one.name }))} onChange={(channel) => setState({ channel })} />
          <CsvButton onClick={exportCsv} />
        </Box>
      )}
    >
      {dead.length > 0 && (
        <Box data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, px: 2, py: 0.75, borderTop: 1, borderColor: 'divider', bgcolor: chosen.length > 0 ? 'soft.low' : 'transparent' }}>
          <Button variant="contained" disabled={chosen.length === 0 || resend.isPending} onClick={() => resend.mutate(chosen, { onSuccess: () => setSelected(new Set()) })}>
            {t('alerts.resend', { count: chosen.length })}
          </Button>
          <Button variant="outlined" onClick={() => select(chosen.length === dead.length ? [] : dead)}>{t(chosen.length === dead.length ? 'alerts.selectNone' : 'alerts.selectDead')}</Button>
        </Box>
      )}
      <Box role="status" sx={{ px: 2 }}>
        {resend.data !== undefined && <Alert severity="success" sx={{ my: 1 }}>{t('alerts.resent', { count: resend.data.resent })}</Alert>}
        {resend.error !== null && <Alert severity="error" sx={{ my: 1 }}>{explain(resend.error)}</Alert>}
      </Box>
      <DataState what={t('alerts.deliveries')} query={query} height={240}>
        {() => items.length === 0
          ? (
            <EmptyNote
              title={t(state.state === null && state.channel === null ? 'alerts.noDeliveries' : 'alerts.noDeliveriesFiltered')}
              action={state.state === null && state.channel === null ? undefined : <Button variant="outlined" onClick={() => setState({ state: null, channel: null })}>{t('anomalies.clear')}</Button>}
            />
          )
          : (
            <>
              <DeliveriesTable
                deliveries={items.slice(0, rows)}
                selected={selected}
                onToggle={(id) => select(selected.has(id) ? [...selected].filter((other) => other !== id) : [...selected, id])}
                onOpen={(id) => setState({ delivery: id })}
              />
              {hasMore && <Box data-print="hide" sx={{ p: 1.5, textAlign: 'center' }}><Button variant="outlined" onClick={() => setRows(rows + MORE)}>{t('alerts.moreDeliveries')}</Button></Box>}
            </>
          )}
      </DataState>
      <NoticeDialog delivery={shown} onClose={() => setState({ delivery: null }, { replace: true })} />
    </Panel>
  );
}
