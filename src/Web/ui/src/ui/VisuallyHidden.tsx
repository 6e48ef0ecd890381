import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

interface VisuallyHiddenProps {
  children: ReactNode;
  role?: 'status';
}

/** Said, not shown. */
export function VisuallyHidden({ children, role }: VisuallyHiddenProps) {
  return (
    <Box component="span" role={role} aria-live={role === 'status' ? 'polite' : undefined} sx={{ position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' }}>
      {children}
    </Box>
  );
}
