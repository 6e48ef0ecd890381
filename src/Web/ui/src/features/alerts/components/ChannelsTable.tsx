import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { TableFrame } from '@/ui/TableFrame';
import { EditIcon, RemoveIcon } from '@/ui/icons';
import type { Channel, ChannelKind } from '../api/types';
import { ChannelStatusChip } from './ChannelStatusChip';
import { useRoleName } from './use-role-name';

interface ChannelsTableProps {
  channels: readonly Channel[];
  kinds: readonly ChannelKind[];
  busy: boolean;
  onEdit: (channel: Channel) => void;
  onTest: (channel: Channel) => void;
  onRemove: (channel: Channel) => void;
  onEnable: (channel: Channel) => void;
}

const figures = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };

export function ChannelsTable({ channels, kinds, busy, onEdit, onTest, onRemove, onEnable }: ChannelsTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const role = useRoleName();
  const kindName = (channel: Channel) => channel.isBuiltIn ? t('alerts.console') : kinds.find(({ kind }) => kind === channel.kind)?.title[format.language] ?? channel.kind;
  return (
    <TableFrame label={t('alerts.channels')} minWidth={860}>
      <TableHead>
        <TableRow>
          <TableCell scope="col">{t('alerts.name')}</TableCell>
          <TableCell scope="col">{t('alerts.statusTitle')}</TableCell>
          <TableCell scope="col">{t('alerts.languageTitle')}</TableCell>
          <TableCell scope="col">{t('alerts.roleTitle')}</TableCell>
          <TableCell scope="col">{t('alerts.lastSuccess')}</TableCell>
          <TableCell scope="col" align="right">{t('alerts.waiting')}</TableCell>
          <TableCell scope="col" align="right">{t('alerts.dead')}</TableCell>
          <TableCell scope="col" data-print="hide">{t('alerts.actions')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {channels.map((channel) => (
          <TableRow key={channel.id} hover>
            <TableCell component="th" scope="row" sx={{ maxWidth: 340 }}>
              <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{channel.isBuiltIn ? t('alerts.consoleName') : channel.name}</Box>
              <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{kindName(channel)}</Typography>
              {channel.disabledBecause !== null
                ? <Typography variant="caption" component="div" lang="en" sx={{ color: 'tone.critical', overflowWrap: 'anywhere' }}>{channel.disabledBecause}</Typography>
                : channel.status === 'failing' && channel.lastError !== null && (
                  <Typography variant="caption" component="div" lang="en" sx={{ color: 'tone.high', overflowWrap: 'anywhere' }}>{channel.lastError}</Typography>
                )}
            </TableCell>
            <TableCell>
              <ChannelStatusChip status={channel.status} />
              {channel.disabledAt !== null && <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{format.dateTime(channel.disabledAt)}</Typography>}
            </TableCell>
            <TableCell>{t(`alerts.language.${channel.language === 'ko' ? 'ko' : 'en'}`)}</TableCell>
            <TableCell>{role(channel.role)}</TableCell>
            <TableCell sx={figures}>{channel.lastSuccessAt === null ? t('common.none') : format.dateTime(channel.lastSuccessAt)}</TableCell>
            <TableCell align="right" sx={figures}>{format.countExact(channel.waiting)}</TableCell>
            <TableCell align="right" sx={{ ...figures, ...(channel.dead > 0 ? { color: 'tone.critical', fontWeight: 600 } : {}) }}>{format.countExact(channel.dead)}</TableCell>
            <TableCell data-print="hide" sx={{ whiteSpace: 'nowrap' }}>
              {channel.status === 'disabled' && <Button variant="contained" disabled={busy} onClick={() => onEnable(channel)} sx={{ mr: 0.5 }} aria-label={t('alerts.enableOf', { name: channel.name })}>{t('alerts.enable')}</Button>}
              <Button variant="outlined" onClick={() => onTest(channel)} sx={{ mr: 0.5 }} aria-label={t('alerts.testOf', { name: channel.name })}>{t('alerts.test')}</Button>
              {!channel.isBuiltIn && (
                <>
                  <Tooltip title={t('alerts.edit')}>
                    <IconButton size="small" onClick={() => onEdit(channel)} aria-label={t('alerts.editOf', { name: channel.name })}><EditIcon sx={{ fontSize: 18 }} /></IconButton>
                  </Tooltip>
                  <Tooltip title={t('alerts.remove')}>
                    <IconButton size="small" onClick={() => onRemove(channel)} aria-label={t('alerts.removeOf', { name: channel.name })}><RemoveIcon sx={{ fontSize: 18 }} /></IconButton>
                  </Tooltip>
                </>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </TableFrame>
  );
}
