import { createTheme } from '@mui/material/styles';
import type {} from './augmentation';
import { tokens, type Scheme, type Tone } from './tokens';

const fontFamily = [
  '"Inter Variable"', 'Pretendard', '-apple-system', '"Apple SD Gothic Neo"', '"Segoe UI"', '"Malgun Gothic"',
  '"Noto Sans KR"', '"Noto Sans CJK KR"', 'sans-serif',
].join(',');

function palette(scheme: Scheme) {
  const t = tokens[scheme];
  const tones = Object.keys(t.severity) as Tone[];
  const pick = (part: 'fg' | 'soft') => Object.fromEntries(tones.map((tone) => [tone, t.severity[tone][part]])) as Record<Tone, string>;
  return {
    primary: { main: t.accent, contrastText: t.onAccent },
    error: { main: t.severity.critical.fg },
    warning: { main: t.severity.high.fg },
    success: { main: t.severity.ok.fg },
    info: { main: t.severity.low.fg },
    text: { primary: t.text, secondary: t.secondary },
    background: { default: t.canvas, paper: t.surface },
    divider: t.border,
    control: t.control,
    raised: t.raised,
    focus: t.focus,
    track: t.track,
    tone: pick('fg'),
    soft: pick('soft'),
    chart: { line: t.series[0]!, bandInner: t.bandInner, bandOuter: t.bandOuter, expected: t.expected },
  };
}

const ring = { outline: '2px solid var(--mui-palette-focus)', outlineOffset: 2 };

/** The one theme; both schemes live in CSS variables, so that switching repaints nothing by script. */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-scheme' },
  colorSchemes: { light: { palette: palette('light') }, dark: { palette: palette('dark') } },
  shape: { borderRadius: 8 },
  spacing: 8,
  transitions: { duration: { shortest: 100, shorter: 120, short: 150, standard: 150, complex: 150, enteringScreen: 150, leavingScreen: 120 } },
  typography: {
    fontFamily,
    fontWeightRegular: 400,
    fontWeightMedium: 600,
    fontWeightBold: 600,
    body1: { fontSize: 14, lineHeight: '22px' },
    body2: { fontSize: 14, lineHeight: '22px' },
    caption: { fontSize: 12, lineHeight: '18px' },
    subtitle2: { fontSize: 14, lineHeight: '20px', fontWeight: 600 },
    h1: { fontSize: 22, lineHeight: '30px', fontWeight: 600, letterSpacing: '-0.01em' },
    h2: { fontSize: 15, lineHeight: '22px', fontWeight: 600 },
    h3: { fontSize: 14, lineHeight: '20px', fontWeight: 600 },
    button: { textTransform: 'none', fontWeight: 600, fontSize: 13 },
  },
  components: {
    MuiCssBaseline: {
      styleOverrides: {
        ':focus-visible': ring,
        body: { fontFeatureSettings: '"cv11"', wordBreak: 'keep-all', overflowWrap: 'break-word' },
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': { animationDuration: '1ms !important', animationIterationCount: '1 !important', transitionDuration: '1ms !important' },
        },
        '@media print': {
          '@page': { size: 'A4', margin: '14mm' },
          ':root': { colorScheme: 'light' },
          '[data-print="hide"]': { display: 'none !important' },
          '[data-print="whole"]': { breakInside: 'avoid' },
          thead: { display: 'table-header-group' },
          // Paper does not scroll: what runs over the edge of a screen has to fit.
          table: { minWidth: '0 !important' },
          '.MuiTableCell-root': { paddingTop: '4px !important', paddingBottom: '4px !important', paddingInline: '6px', fontSize: '11px !important', lineHeight: '16px !important' },
          '[role="region"]': { overflow: 'visible !important', height: 'auto !important', maxHeight: 'none !important', position: 'static !important' },
          'body, main, main *': { printColorAdjust: 'exact' },
        },
      },
    },
    MuiButtonBase: { defaultProps: { disableRipple: true }, styleOverrides: { root: { '&.Mui-focusVisible': ring } } },
    MuiButton: {
      defaultProps: { disableElevation: true, size: 'small' },
      styleOverrides: { root: { minHeight: 32, paddingInline: 12 }, outlined: { borderColor: 'var(--mui-palette-control)', color: 'var(--mui-palette-text-primary)' } },
    },
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiAutocomplete: { styleOverrides: { paper: { border: '1px solid var(--mui-palette-divider)' } } },
    MuiMenu: { styleOverrides: { paper: { border: '1px solid var(--mui-palette-divider)' } } },
    MuiDialog: { styleOverrides: { paper: { border: '1px solid var(--mui-palette-divider)', backgroundImage: 'none' } } },
    MuiTooltip: {
      defaultProps: { enterDelay: 300 },
      styleOverrides: { tooltip: { fontSize: 12, lineHeight: '18px', fontWeight: 400, backgroundColor: 'var(--mui-palette-text-primary)', color: 'var(--mui-palette-background-paper)' } },
    },
    MuiTableCell: {
      styleOverrides: {
        root: { borderColor: 'var(--mui-palette-divider)', padding: '8px 12px', fontSize: 13, lineHeight: '20px' },
        head: { color: 'var(--mui-palette-text-secondary)', fontWeight: 400, fontSize: 12, whiteSpace: 'nowrap', backgroundColor: 'var(--mui-palette-background-paper)' },
      },
    },
    MuiToggleButton: {
      styleOverrides: {
        root: {
          textTransform: 'none', fontWeight: 400, fontSize: 13, lineHeight: '20px', padding: '3px 10px', minHeight: 28,
          color: 'var(--mui-palette-text-secondary)', borderColor: 'var(--mui-palette-divider)',
          '&.Mui-selected': { color: 'var(--mui-palette-text-primary)', fontWeight: 600, backgroundColor: 'var(--mui-palette-soft-neutral)' },
        },
      },
    },
    MuiOutlinedInput: { styleOverrides: { notchedOutline: { borderColor: 'var(--mui-palette-control)' } } },
    MuiLink: { defaultProps: { underline: 'hover' } },
  },
});
