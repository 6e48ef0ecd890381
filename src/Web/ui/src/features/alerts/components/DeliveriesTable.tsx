import Checkbox from '@mui/material/Checkbox';
import MuiLink from '@mui/material/Link';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Delivery } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { DeliveryChip } from '@/ui/DeliveryChip';
import { TableFrame } from '@/ui/TableFrame';
import { movedAt } from '../model/deliveries';

interface DeliveriesTableProps {
  deliveries: readonly Delivery[];
  selected: ReadonlySet<string>;
  onToggle: (id: string) => void;
  onOpen: (id: string) => void;
}

const figures = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };

export function DeliveriesTable({ deliveries, selected, onToggle, onOpen }: DeliveriesTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const hasDead = deliveries.some(({ state }) => state === 'dead');
  const title = (delivery: Delivery) => {
    const first = delivery.title?.[format.language] ?? delivery.thread;
    return delivery.notices.length > 1 ? t('alerts.andMore', { title: first, count: delivery.notices.length - 1 }) : first;
  };
  return (
    <TableFrame label={t('alerts.deliveries')} minWidth={760}>
      <TableHead>
        <TableRow>
          {hasDead && <TableCell scope="col" data-print="hide" sx={{ width: 40 }}>{t('alerts.selectTitle')}</TableCell>}
          <TableCell scope="col">{t('alerts.notice')}</TableCell>
          <TableCell scope="col">{t('alerts.channel')}</TableCell>
          <TableCell scope="col">{t('alerts.statusTitle')}</TableCell>
          <TableCell scope="col" align="right">{t('alerts.attempts')}</TableCell>
          <TableCell scope="col">{t('alerts.when')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {deliveries.map((delivery) => (
          <TableRow key={delivery.id} hover>
            {hasDead && (
              <TableCell data-print="hide" sx={{ py: 0 }}>
                {delivery.state === 'dead' && <Checkbox size="small" checked={selected.has(delivery.id)} onChange={() => onToggle(delivery.id)} slotProps={{ input: { 'aria-label': t('alerts.selectOf', { title: title(delivery) }) } }} sx={{ p: 0.5 }} />}
              </TableCell>
            )}
            <TableCell component="th" scope="row" sx={{ maxWidth: 460 }}>
              <MuiLink component="button" type="button" onClick={() => onOpen(delivery.id)} color="text.primary" sx={{ fontWeight: 600, textAlign: 'left', font: 'inherit', overflowWrap: 'anywhere' }}>{title(delivery)}</MuiLink>
              {delivery.lastError !== null && <Typography variant="caption" component="div" lang="en" sx={{ color: delivery.state === 'dead' ? 'tone.critical' : 'text.secondary', overflowWrap: 'anywhere' }}>{delivery.lastError}</Typography>}
            </TableCell>
            <TableCell sx={{ maxWidth: 200, overflowWrap: 'anywhere' }}>{delivery.channelKind === 'console' ? t('alerts.consoleName') : delivery.channelName}</TableCell>
            <TableCell>
              <DeliveryChip state={delivery.state} />
              {delivery.wasHeld && <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{t('alerts.held')}</Typography>}
            </TableCell>
            <TableCell align="right" sx={figures}>{format.countExact(delivery.attempts)}</TableCell>
            <TableCell sx={figures}>
              {format.dateTime(movedAt(delivery))}
              {delivery.state === 'waiting' && <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{t('alerts.nextTry', { time: format.dateTime(delivery.dueAt) })}</Typography>}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </TableFrame>
  );
}
