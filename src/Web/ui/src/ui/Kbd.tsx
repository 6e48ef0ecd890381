import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <Box component="kbd" sx={{ fontFamily: 'inherit', fontSize: 12, lineHeight: '18px', px: 0.75, minWidth: 22, textAlign: 'center', border: 1, borderColor: 'divider', borderRadius: 0.5, bgcolor: 'raised', color: 'text.secondary' }}>
      {children}
    </Box>
  );
}
