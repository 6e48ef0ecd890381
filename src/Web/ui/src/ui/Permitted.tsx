import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { cloneElement, type ReactElement, type ReactNode } from 'react';
import type { Permission } from '@/api/session';
import { useMay } from './use-session';
import { useWhoMay } from './use-who-may';

interface PermittedProps {
  permission: Permission;
  /** Where; without it, anywhere at all. */
  scope?: string | null;
  children: ReactNode;
}

/** What one may not do is not offered. */
export function Permitted({ permission, scope = null, children }: PermittedProps) {
  return useMay()(permission, scope) ? children : null;
}

interface AllowedProps {
  permission: Permission;
  scope?: string | null;
  children: ReactElement<{ disabled?: boolean }>;
}

/** A button that stays in sight for who may not press it, and says who may: where its absence would be a riddle. */
export function Allowed({ permission, scope = null, children }: AllowedProps) {
  const whoMay = useWhoMay();
  if (useMay()(permission, scope)) return children;
  return (
    <Tooltip title={whoMay(permission)} describeChild>
      <Box component="span" tabIndex={0} data-print="hide" sx={{ display: 'inline-flex', borderRadius: 1 }}>{cloneElement(children, { disabled: true })}</Box>
    </Tooltip>
  );
}
