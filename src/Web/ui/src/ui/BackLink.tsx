import MuiLink from '@mui/material/Link';
import { Link } from 'react-router';
import { BackIcon } from './icons';

/** The way back to the list that a page belongs to. */
export function BackLink({ to, label }: { to: string; label: string }) {
  return (
    <MuiLink component={Link} to={to} color="text.secondary" data-print="hide" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, mb: 0.5, fontSize: 13 }}>
      <BackIcon sx={{ fontSize: 16 }} />
      {label}
    </MuiLink>
  );
}
