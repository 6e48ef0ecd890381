import Box from '@mui/material/Box';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { downloadCsv, toCsv } from '@/charts/prepare/csv';
import { useFormat } from '@/format/use-format';
import { choice, type Fields } from '@/url/search-state';
import { useSearchState } from '@/url/use-search-state';
import { CsvButton } from '@/ui/CsvButton';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { Segmented } from '@/ui/Segmented';
import { Chip } from '@/ui/SeverityChip';
import { TableFrame } from '@/ui/TableFrame';
import { reservationsQuery } from '../api/queries';
import type { Reservation } from '../api/types';

const states = ['all', 'held', 'settled', 'released', 'expired'] as const;
const fields: Fields<{ reservations: (typeof states)[number] }> = { reservations: choice(states, 'all') };
const tones = { held: 'low', settled: 'ok', released: 'neutral', expired: 'medium' } as const;

/** Who holds how much of a budget, and what became of earlier reservations. */
export function ReservationsPanel({ budget }: { budget: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [{ reservations: state }, setState] = useSearchState(fields);
  const query = useQuery(reservationsQuery(budget, state));
  const items = query.data?.items ?? [];
  const exportCsv = () => downloadCsv(`reservations-${budget}.csv`, toCsv(
    [t('budgets.key'), t('budgets.stateTitle'), `${t('budgets.reserved')} (${format.currency})`, `${t('budgets.settledTitle')} (${format.currency})`, t('spend.model'), `${t('budgets.granted')} (UTC)`, `${t('budgets.expires')} (UTC)`, `${t('budgets.closed')} (UTC)`],
    items.map((item) => [item.key, t(`budgets.reservation.${item.state}`), item.amount, item.settled, item.model, item.grantedAt, item.expiresAt, item.closedAt]),
  ));
  return (
    <Panel
      flush
      title={t('budgets.reservations')}
      hint={t('budgets.reservationsHint')}
      actions={(
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          <CsvButton onClick={exportCsv} />
          <Segmented label={t('budgets.stateTitle')} value={state} options={states.map((value) => ({ value, label: value === 'all' ? t('budgets.everyState') : t(`budgets.reservation.${value}`) }))} onChange={(reservations) => setState({ reservations }, { replace: true })} />
        </Box>
      )}
    >
      <DataState what={t('budgets.reservations')} query={query} height={160}>
        {(data) => data.items.length === 0
          ? <EmptyNote title={t(state === 'all' ? 'budgets.noReservations' : 'budgets.noReservationsInState')} hint={state === 'all' ? t('budgets.noReservationsHint') : undefined} />
          : <Rows items={data.items} />}
      </DataState>
    </Panel>
  );
}

function Rows({ items }: { items: readonly Reservation[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const figures = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };
  return (
    <TableFrame label={t('budgets.reservations')} minWidth={720} maxHeight={420}>
      <TableHead>
        <TableRow>
          <TableCell scope="col">{t('budgets.key')}</TableCell>
          <TableCell scope="col">{t('budgets.stateTitle')}</TableCell>
          <TableCell scope="col" align="right">{t('budgets.reserved')}</TableCell>
          <TableCell scope="col" align="right">{t('budgets.settledTitle')}</TableCell>
          <TableCell scope="col">{t('budgets.granted')}</TableCell>
          <TableCell scope="col">{t('budgets.ends')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map((item) => (
          <TableRow key={`${item.period} ${item.key}`}>
            <TableCell component="th" scope="row" sx={{ maxWidth: 260, overflowWrap: 'anywhere' }}>
              {item.key}
              {item.model !== null && <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{item.free ? t('budgets.freeModel', { model: item.model }) : item.model}</Typography>}
            </TableCell>
            <TableCell>
              <Chip tone={tones[item.state]}>{t(`budgets.reservation.${item.state}`)}</Chip>
              {item.late && <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{t('budgets.late')}</Typography>}
            </TableCell>
            <TableCell align="right" sx={figures}>{format.moneyExact(item.amount)}</TableCell>
            <TableCell align="right" sx={figures}>{item.settled === null ? t('common.none') : format.moneyExact(item.settled)}</TableCell>
            <TableCell sx={figures}>{format.dateTime(item.grantedAt)}</TableCell>
            <TableCell sx={figures}>{format.dateTime(item.closedAt ?? item.expiresAt)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </TableFrame>
  );
}
