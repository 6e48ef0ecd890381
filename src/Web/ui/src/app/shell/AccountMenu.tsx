import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { signOut } from '@/api/session';
import { PasswordDialog } from '@/features/identity/components/PasswordDialog';
import { useGrantName } from '@/features/identity/components/use-grant-name';
import { PersonIcon } from '@/ui/icons';
import { useActor, useMay } from '@/ui/use-session';

/** Who is signed in, as what, and what concerns the person alone. */
export function AccountMenu() {
  const { t } = useTranslation();
  const actor = useActor();
  const may = useMay();
  const grantName = useGrantName();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isChanging, setChanging] = useState(false);
  const leave = useMutation({ mutationFn: signOut, onSuccess: () => window.location.assign('/sign-in') });
  if (actor === null) return null;
  const isPerson = actor.kind === 'user';
  const label = t('identity.account', { name: isPerson ? actor.displayName : t(`common.role.${actor.landingRole}`) });
  const close = () => setAnchor(null);
  return (
    <>
      <Tooltip title={label}>
        <IconButton aria-label={label} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)}><PersonIcon /></IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close} slotProps={{ list: { dense: true, 'aria-label': label } }}>
        <Box component="li" role="presentation" sx={{ px: 2, py: 1, maxWidth: 320, minWidth: 220 }}>
          <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{isPerson ? actor.displayName : t('common.demo')}</Box>
          {isPerson && actor.displayName !== actor.name && <Typography variant="caption" component="p" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>{actor.name}</Typography>}
          {actor.grants.map((grant) => (
            <Typography key={`${grant.role} ${grant.scope.key}`} variant="caption" component="p" sx={{ color: 'text.secondary' }}>{grantName(grant)}</Typography>
          ))}
          {actor.grants.length === 0 && <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>{t('identity.noRole')}</Typography>}
        </Box>
        <Divider component="li" role="presentation" />
        {may('makeTokens') && <MenuItem component={Link} to="/settings?tab=tokens" onClick={close}>{t('identity.myTokens')}</MenuItem>}
        {may('readCosts') && <MenuItem component={Link} to="/settings" onClick={close}>{t('nav.pages.settings')}</MenuItem>}
        {isPerson && (
          <MenuItem
            onClick={() => {
              close();
              setChanging(true);
            }}
          >
            {t('identity.changePassword')}
          </MenuItem>
        )}
        {isPerson && <MenuItem disabled={leave.isPending} onClick={() => leave.mutate()}>{t('identity.signOut')}</MenuItem>}
      </Menu>
      <PasswordDialog open={isChanging} onClose={() => setChanging(false)} />
    </>
  );
}
