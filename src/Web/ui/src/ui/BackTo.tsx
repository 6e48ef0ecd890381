import MuiLink from '@mui/material/Link';
import { Link } from 'react-router';
import { BackIcon } from './icons';

/** The way from one thing back to the list it stands in. */
export function BackTo({ to, children }: { to: string; children: string }) {
  return (
    <MuiLink component={Link} to={to} color="text.secondary" data-print="hide" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, mb: 0.5, fontSize: 13 }}>
      <BackIcon sx={{ fontSize: 16 }} />
      {children}
    </MuiLink>
  );
}
