import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { TableFrame } from '@/ui/TableFrame';
import { EditIcon, RemoveIcon } from '@/ui/icons';
import { Chip } from '@/ui/SeverityChip';
import { useScopeName } from '@/ui/use-scope-name';
import type { Channel, Route } from '../api/types';
import { weekdays } from '../model/route-form';
import { useRoleName } from './use-role-name';

interface RoutesTableProps {
  routes: readonly Route[];
  channels: readonly Channel[];
  onEdit: (route: Route) => void;
  onRemove: (route: Route) => void;
}

export function RoutesTable({ routes, channels, onEdit, onRemove }: RoutesTableProps) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const role = useRoleName();
  const channelName = (id: string) => id === 'console' ? t('alerts.consoleName') : channels.find((channel) => channel.id === id)?.name ?? id;
  const targets = (route: Route) => [...route.channels.map(channelName), ...(route.role === null ? [] : [t('alerts.allOfRole', { role: role(route.role) })])].join(', ');
  const quietDays = ({ quiet }: Route) => weekdays.filter((day) => quiet?.days?.includes(day)).map((day) => t(`alerts.weekday.${day}`)).join(', ');
  return (
    <TableFrame label={t('alerts.routes')} minWidth={860}>
      <TableHead>
        <TableRow>
          <TableCell scope="col">{t('alerts.name')}</TableCell>
          <TableCell scope="col">{t('alerts.scope')}</TableCell>
          <TableCell scope="col">{t('alerts.what')}</TableCell>
          <TableCell scope="col">{t('alerts.to')}</TableCell>
          <TableCell scope="col">{t('alerts.quiet')}</TableCell>
          <TableCell scope="col" data-print="hide">{t('alerts.actions')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {routes.map((route) => (
          <TableRow key={route.id} hover>
            <TableCell component="th" scope="row" sx={{ maxWidth: 260 }}>
              <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere', mb: route.isEscalation || route.isPaused ? 0.5 : 0 }}>{route.name}</Box>
              <Box sx={{ display: 'flex', gap: 0.5, flexWrap: 'wrap' }}>
                {route.isEscalation && <Chip tone="medium">{t('alerts.escalationChip')}</Chip>}
                {route.isPaused && <Chip tone="neutral">{t('alerts.paused')}</Chip>}
              </Box>
            </TableCell>
            <TableCell sx={{ maxWidth: 200, overflowWrap: 'anywhere' }}>{scopeName.path(route.scope.key)}</TableCell>
            <TableCell sx={{ maxWidth: 260 }}>
              {route.kinds.length === 0 ? t('alerts.allKinds') : route.kinds.map((kind) => t(`alerts.noticeKind.${kind}`)).join(', ')}
              <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{t('alerts.fromSeverity', { severity: t(`common.severity.${route.minSeverity}`) })}</Typography>
            </TableCell>
            <TableCell sx={{ maxWidth: 260, overflowWrap: 'anywhere' }}>{targets(route)}</TableCell>
            <TableCell sx={{ maxWidth: 240 }}>
              {route.quiet === null ? t('alerts.never') : (
                <>
                  <Box sx={{ fontVariantNumeric: 'tabular-nums' }}>{route.quiet.from === route.quiet.to ? quietDays(route) : `${route.quiet.from}–${route.quiet.to}`}</Box>
                  <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
                    {route.quiet.timeZone}
                    {route.quiet.from !== route.quiet.to && quietDays(route) !== '' && ` · ${t('alerts.allDay', { days: quietDays(route) })}`}
                    {route.quiet.criticalBreaksThrough === true && ` · ${t('alerts.butCritical')}`}
                  </Typography>
                </>
              )}
            </TableCell>
            <TableCell data-print="hide" sx={{ whiteSpace: 'nowrap' }}>
              <Tooltip title={t('alerts.edit')}>
                <IconButton size="small" onClick={() => onEdit(route)} aria-label={t('alerts.editOf', { name: route.name })}><EditIcon sx={{ fontSize: 18 }} /></IconButton>
              </Tooltip>
              <Tooltip title={t('alerts.remove')}>
                <IconButton size="small" onClick={() => onRemove(route)} aria-label={t('alerts.removeOf', { name: route.name })}><RemoveIcon sx={{ fontSize: 18 }} /></IconButton>
              </Tooltip>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </TableFrame>
  );
}
