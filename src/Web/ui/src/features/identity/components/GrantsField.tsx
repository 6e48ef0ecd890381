import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { scopesQuery } from '@/api/queries';
import { roles } from '@/api/roles';
import type { Role } from '@/api/session';
import { PlusIcon, RemoveIcon } from '@/ui/icons';
import type { GrantDraft } from '../model/user-form';
import { useScopeName } from './use-grant-name';

interface GrantsFieldProps {
  /** Of the first field. */
  id: string;
  grants: readonly GrantDraft[];
  fault: string | null;
  onChange: (grants: GrantDraft[]) => void;
}

/** Roles, each on the whole organization or on a team. */
export function GrantsField({ id, grants, fault, onChange }: GrantsFieldProps) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const { data } = useQuery(scopesQuery('', 'org'));
  const teams = (data?.items ?? []).filter((scope) => scope.kind === 'team').map((scope) => scope.key);
  const change = (at: number, patch: Partial<GrantDraft>) => onChange(grants.map((grant, i) => (i === at ? { ...grant, ...patch } : grant)));
  return (
    <Box role="group" aria-label={t('identity.roles')} sx={{ display: 'flex', flexDirection: 'column', gap: 1.5, alignItems: 'flex-start' }}>
      {grants.map((grant, i) => {
        const scopes = [...new Set(['org', ...(grant.scope === null ? [] : [grant.scope]), ...teams])];
        return (
          <Box key={i} sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) auto', width: '100%', alignItems: 'start' }}>
            <TextField select size="small" id={i === 0 ? id : undefined} label={t('identity.role')} value={grant.role} onChange={(event) => change(i, { role: event.target.value as Role })}>
              {roles.map((role) => <MenuItem key={role} value={role}>{t(`common.role.${role}`)}</MenuItem>)}
            </TextField>
            <TextField select size="small" label={t('identity.where')} value={grant.scope ?? ''} onChange={(event) => change(i, { scope: event.target.value })} error={fault !== null && grant.scope === null}>
              {scopes.map((key) => <MenuItem key={key} value={key}>{scopeName(key)}</MenuItem>)}
            </TextField>
            <Tooltip title={t('identity.removeRole')}>
              <IconButton onClick={() => onChange(grants.filter((_, at) => at !== i))} aria-label={t('identity.removeRoleOf', { role: t(`common.role.${grant.role}`) })} sx={{ mt: 0.25 }}><RemoveIcon sx={{ fontSize: 18 }} /></IconButton>
            </Tooltip>
            <Typography variant="caption" sx={{ color: 'text.secondary', gridColumn: '1 / -1', mt: -0.5 }}>{t(`identity.looksFor.${grant.role}`)}</Typography>
          </Box>
        );
      })}
      {grants.length === 0 && <Typography variant="body2" sx={{ color: 'text.secondary' }}>{t('identity.noRoleYet')}</Typography>}
      <Button variant="outlined" startIcon={<PlusIcon />} onClick={() => onChange([...grants, { role: 'viewer', scope: null }])}>{t('identity.addRole')}</Button>
      {fault !== null && <FormHelperText error sx={{ mt: -0.5 }}>{fault}</FormHelperText>}
    </Box>
  );
}
