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
import { compareNames } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { TableFrame } from '@/ui/TableFrame';
import { EditIcon, KeyIcon } from '@/ui/icons';
import { SortCell } from '@/ui/SortCell';
import { useMinute } from '@/ui/use-now';
import { useSearchState } from '@/url/use-search-state';
import type { User } from '../api/types';
import { columnOrder, settingsFields } from '../model/settings';
import { sortUsers, standing, type UserColumn } from '../model/users';
import { StandingChip } from './StandingChip';
import { useGrantName } from './use-grant-name';

interface UsersTableProps {
  users: readonly User[];
  /** The id of who looks: nobody shuts the door on oneself. */
  me: string;
  busy: boolean;
  onEdit: (user: User) => void;
  onPassword: (user: User) => void;
  onDisable: (user: User) => void;
  onEnable: (user: User) => void;
}

export function UsersTable({ users, me, busy, onEdit, onPassword, onDisable, onEnable }: UsersTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const grantName = useGrantName();
  const now = useMinute();
  const [state, setState] = useSearchState(settingsFields);
  const heading = (column: UserColumn, label: string) => (
    <SortCell
      label={label}
      order={state.users === column ? state.usersOrder : null}
      onSort={() => setState({ users: column, usersOrder: columnOrder(state.users === column, state.usersOrder, column) }, { replace: true })}
    />
  );
  return (
    <TableFrame label={t('identity.tab.users')} minWidth={860}>
      <TableHead>
        <TableRow>
          {heading('name', t('identity.person'))}
          <TableCell scope="col">{t('identity.roles')}</TableCell>
          {heading('standing', t('identity.standingTitle'))}
          {heading('lastSignIn', t('identity.lastSignIn'))}
          <TableCell scope="col" data-print="hide">{t('identity.actions')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {sortUsers(users, state.users, state.usersOrder, now, compareNames(format.language)).map((user) => {
          const place = standing(user, now);
          return (
            <TableRow key={user.id} hover>
              <TableCell component="th" scope="row" sx={{ maxWidth: 280 }}>
                <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{user.id === me ? t('identity.you', { name: user.displayName }) : user.displayName}</Box>
                {user.displayName !== user.name && <Typography variant="caption" component="div" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>{user.name}</Typography>}
              </TableCell>
              <TableCell>
                {user.grants.length === 0 ? t('identity.noRole') : user.grants.map((grant) => <Box key={`${grant.role} ${grant.scope.key}`} sx={{ overflowWrap: 'anywhere' }}>{grantName(grant)}</Box>)}
              </TableCell>
              <TableCell>
                <StandingChip standing={place} />
                {place === 'locked' && <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{t('identity.lockedUntil', { time: format.time(user.lockedUntil!) })}</Typography>}
                {place === 'disabled' && <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{format.dateTime(user.disabledAt!)}</Typography>}
              </TableCell>
              <TableCell sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>{user.lastSignInAt === null ? t('identity.never') : format.dateTime(user.lastSignInAt)}</TableCell>
              <TableCell data-print="hide" sx={{ whiteSpace: 'nowrap' }}>
                <Tooltip title={t('identity.change')}>
                  <IconButton size="small" onClick={() => onEdit(user)} aria-label={t('identity.changeOf', { name: user.displayName })}><EditIcon sx={{ fontSize: 18 }} /></IconButton>
                </Tooltip>
                <Tooltip title={t('identity.setPassword')}>
                  <IconButton size="small" onClick={() => onPassword(user)} aria-label={t('identity.setPasswordOf', { name: user.displayName })}><KeyIcon sx={{ fontSize: 18 }} /></IconButton>
                </Tooltip>
                {place !== 'active' && <Button variant="outlined" disabled={busy} onClick={() => onEnable(user)} sx={{ ml: 0.5 }} aria-label={t(place === 'locked' ? 'identity.unlockOf' : 'identity.enableOf', { name: user.displayName })}>{t(place === 'locked' ? 'identity.unlock' : 'identity.enable')}</Button>}
                {place !== 'disabled' && user.id !== me && <Button variant="outlined" onClick={() => onDisable(user)} sx={{ ml: 0.5 }} aria-label={t('identity.disableOf', { name: user.displayName })}>{t('identity.disable')}</Button>}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </TableFrame>
  );
}
