import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect, type ReactNode } from 'react';

interface PageProps {
  title: string;
  /** Above the title: breadcrumbs. */
  above?: ReactNode;
  beside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, above, beside, actions, children }: PageProps) {
  // Outside system: the browser's title.
  useEffect(() => {
    document.title = `${title} · FinOpsAI`;
  }, [title]);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Box>
        {above}
        <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: 2, rowGap: 1, minHeight: 36 }}>
          <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>{title}</Typography>
          <Box sx={{ flex: 1, minWidth: 0 }}>{beside}</Box>
          {actions}
        </Box>
      </Box>
      {children}
    </Box>
  );
}

/** Cards side by side where there is room. */
export function Row({ columns, children }: { columns: string; children: ReactNode }) {
  return <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: columns }, alignItems: 'stretch' }}>{children}</Box>;
}

/** Cards one below the other beside a taller one; the last takes what is left. */
export function Column({ children }: { children: ReactNode }) {
  return <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, minWidth: 0, height: '100%', '& > :last-child': { flex: 1 }, '& > *': { height: 'auto !important' } }}>{children}</Box>;
}
