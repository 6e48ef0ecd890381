import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { FigureName } from './FigureName';
import type { FigureId } from './figures';

interface PanelProps {
  title: ReactNode;
  hint?: ReactNode;
  actions?: ReactNode;
  /** The figure that the panel is about, explained beside its title. */
  figure?: FigureId;
  /** Whose figure it is. */
  scope?: string;
  children: ReactNode;
  /** No padding around the content: for tables and lists that run to the edge. */
  flush?: boolean;
}

/** A titled card: the only kind of box on a page. */
export function Panel({ title, hint, actions, figure, scope, children, flush = false }: PanelProps) {
  const id = useId();
  return (
    <Box
      component="section"
      aria-labelledby={id}
      data-print="whole"
      sx={{ bgcolor: 'background.paper', border: 1, borderColor: 'divider', borderRadius: 1, display: 'flex', flexDirection: 'column', minWidth: 0, height: '100%' }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: 2, rowGap: 1, px: 2, pt: 1.75, pb: 1, minHeight: 46 }}>
        <Box sx={{ flex: '1 1 180px', minWidth: 0 }}>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.25 }}>
            <Typography variant="h2" id={id}>{title}</Typography>
            {figure !== undefined && <FigureName bare id={figure} scope={scope} />}
          </Box>
          {hint !== undefined && <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>{hint}</Typography>}
        </Box>
        {actions}
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', ...(flush ? {} : { px: 2, pb: 2 }) }}>{children}</Box>
    </Box>
  );
}
