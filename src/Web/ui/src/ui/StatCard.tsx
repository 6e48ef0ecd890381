import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { Period } from '@/api/types';
import { ChangeTint } from './ChangeTint';
import type { FigureId } from './figures';
import { FigureName } from './FigureName';
import { useFigureWords } from './use-figure-words';
import { useView } from './use-view';

interface StatCardProps {
  figure: FigureId;
  /** Whose figure it is. */
  scope?: string;
  /** How sure it is, where that is not what the scope's day or month says. */
  spend?: Period['spend'];
  hint?: string;
  /** Null while it is loaded. */
  value: string | null;
  exact?: string;
  unit?: string;
  aside?: ReactNode;
  children?: ReactNode;
}

/** From here on there is room for a hint beside the name. */
const WIDE = '@media (min-width: 1400px)';

/** One key figure with what puts it into proportion. */
export function StatCard({ figure, scope, spend, hint, value, exact, unit, aside, children }: StatCardProps) {
  const label = useFigureWords()(figure, useView()).name;
  return (
    <Box
      component="section"
      aria-label={label}
      data-print="whole"
      sx={{ bgcolor: 'background.paper', border: 1, borderColor: 'divider', borderRadius: 1, p: 2, display: 'flex', flexDirection: 'column', minWidth: 0, minHeight: 138 }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, height: 22 }}>
        <Typography variant="body2" component="h2" noWrap sx={{ fontWeight: 400, color: 'text.secondary', minWidth: 0 }}>
          {label}
          {hint !== undefined && (
            <Typography component="span" variant="caption" sx={{ ml: 0.75, color: 'text.secondary', display: 'none', [WIDE]: { display: 'inline' } }}>{hint}</Typography>
          )}
        </Typography>
        <Box sx={{ flex: 1, ml: -0.75 }}><FigureName bare id={figure} scope={scope} spend={spend} /></Box>
        {aside}
      </Box>
      {value === null ? (
        <Skeleton variant="rounded" width="60%" height={30} sx={{ my: 0.5 }} />
      ) : (
        <Tooltip title={exact ?? ''} placement="bottom-start" describeChild>
          <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 0.75, width: 'fit-content' }}>
            <ChangeTint value={value}>
              <Typography component="span" data-testid={`figure-${label}`} sx={{ fontSize: 28, lineHeight: '38px', fontWeight: 600, letterSpacing: '-0.02em', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
                {value}
              </Typography>
            </ChangeTint>
            {unit !== undefined && <Typography component="span" variant="body2" sx={{ color: 'text.secondary' }}>{unit}</Typography>}
          </Box>
        </Tooltip>
      )}
      <Box sx={{ mt: 'auto', pt: 0.75 }}>{children}</Box>
    </Box>
  );
}
