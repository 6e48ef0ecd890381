import Box from '@mui/material/Box';

export function Logo() {
  return (
    <Box component="svg" viewBox="0 0 32 32" aria-hidden sx={{ width: 26, height: 26 }}>
      <Box component="rect" width="32" height="32" rx="8" sx={{ fill: 'var(--mui-palette-primary-main)' }} />
      <Box component="path" d="M7 21.5 12.5 15l4 3.5L25 9" sx={{ fill: 'none', stroke: 'var(--mui-palette-primary-contrastText)', strokeWidth: 3, strokeLinecap: 'round', strokeLinejoin: 'round' }} />
      <Box component="circle" cx="25" cy="9" r="2.6" sx={{ fill: 'var(--mui-palette-primary-contrastText)' }} />
    </Box>
  );
}
