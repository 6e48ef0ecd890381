import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roles } from '@/api/roles';
import { chooseDemoRole, sessionQuery, type Role } from '@/api/session';
import { CheckIcon, ChevronDownIcon } from '@/ui/icons';
import { VisuallyHidden } from '@/ui/VisuallyHidden';

/** Over generated data nobody signs in: the reader looks through the eyes of a role. Another one begins the page anew. */
export function RoleSwitcher() {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery());
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const choose = useMutation({ mutationFn: chooseDemoRole, onSuccess: () => window.location.reload() });
  if (session?.isDemo !== true || session.actor === null) return null;
  const current = session.actor.landingRole;
  const take = (role: Role) => {
    setAnchor(null);
    if (role !== current) choose.mutate(role);
  };
  return (
    <>
      <Button
        variant="outlined"
        onClick={(event) => setAnchor(event.currentTarget)}
        disabled={choose.isPending}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        title={t('common.demoHint')}
        endIcon={<ChevronDownIcon sx={{ fontSize: 16 }} />}
        sx={{ borderColor: 'divider', whiteSpace: 'nowrap', flexShrink: 0, fontWeight: 400, '& .MuiButton-endIcon': { ml: 0.25 } }}
      >
        <Box component="span" sx={{ color: 'text.secondary', mr: 0.75, display: { xs: 'none', xl: 'inline' } }}>{t('common.demo')}</Box>
        <VisuallyHidden>{t('identity.demo.label')}</VisuallyHidden>
        <Box component="span" sx={{ fontWeight: 600 }}>{t(`common.role.${current}`)}</Box>
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} slotProps={{ list: { dense: true, 'aria-label': t('identity.demo.label') } }}>
        {roles.filter((role) => session.demoRoles.includes(role)).map((role) => (
          <MenuItem key={role} role="menuitemradio" aria-checked={role === current} selected={role === current} onClick={() => take(role)} sx={{ gap: 1.25, whiteSpace: 'normal', maxWidth: 380, alignItems: 'flex-start' }}>
            <Box component="span" sx={{ flex: 1 }}>
              <Box component="span" sx={{ display: 'block', fontWeight: 600 }}>{t(`common.role.${role}`)}</Box>
              <Typography component="span" variant="caption" sx={{ display: 'block', color: 'text.secondary' }}>{t(`identity.looksFor.${role}`)}</Typography>
            </Box>
            {role === current && <CheckIcon sx={{ fontSize: 16, mt: 0.5 }} />}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
