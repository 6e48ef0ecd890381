import Box from '@mui/material/Box';
import { keyframes } from '@mui/material/styles';
import { useState, type ReactNode } from 'react';

const tint = keyframes`from { background-color: var(--mui-palette-soft-low); } to { background-color: transparent; }`;

/** Marks that a figure has changed by a short tint; the figure itself never counts up through values that were not. */
export function ChangeTint({ value, children }: { value: string; children: ReactNode }) {
  const [seen, setSeen] = useState({ value, changes: 0 });
  if (seen.value !== value) setSeen({ value, changes: seen.changes + 1 });
  return (
    <Box
      component="span"
      key={seen.changes % 2}
      sx={{ borderRadius: 0.5, mx: -0.5, px: 0.5, '@media (prefers-reduced-motion: no-preference)': seen.changes > 0 ? { animation: `${tint} 900ms ease-out` } : {} }}
    >
      {children}
    </Box>
  );
}
