/** Every colour of the product, by meaning. The contrast test walks all pairs in both schemes. */
export interface Tokens {
  canvas: string;
  surface: string;
  raised: string;
  border: string;
  control: string;
  text: string;
  secondary: string;
  focus: string;
  accent: string;
  onAccent: string;
  severity: Record<Tone, { fg: string; soft: string }>;
  series: readonly string[];
  bandInner: string;
  bandOuter: string;
  expected: string;
  grid: string;
  track: string;
}

export type Tone = 'critical' | 'high' | 'medium' | 'low' | 'ok' | 'neutral';
export type Scheme = 'light' | 'dark';

export const tokens: Record<Scheme, Tokens> = {
  light: {
    canvas: '#F6F7F9',
    surface: '#FFFFFF',
    raised: '#F6F7F9',
    border: '#E1E5EA',
    control: '#818B9A',
    text: '#1B2430',
    secondary: '#55606E',
    focus: '#1F5FA8',
    accent: '#2F5FB3',
    onAccent: '#FFFFFF',
    severity: {
      critical: { fg: '#B42318', soft: '#FEECEA' },
      high: { fg: '#B54708', soft: '#FEF1E3' },
      medium: { fg: '#7A5B00', soft: '#FDF6D8' },
      low: { fg: '#1F5FA8', soft: '#E8F1FB' },
      ok: { fg: '#1A6E3C', soft: '#E6F5EC' },
      neutral: { fg: '#55606E', soft: '#EEF0F3' },
    },
    series: ['#2F5FB3', '#0B7285', '#8A4FA3', '#2E7D5B', '#7A6A00', '#5B6B7B', '#4A3F9F', '#9C4A7E'],
    bandInner: '#AFC6EA',
    bandOuter: '#D9E4F5',
    expected: '#E9ECF1',
    grid: '#ECEFF3',
    track: '#E6E9EE',
  },
  dark: {
    canvas: '#0F1318',
    surface: '#171C23',
    raised: '#1D242D',
    border: '#2A323D',
    control: '#6C7785',
    text: '#E7EBF0',
    secondary: '#A9B3C0',
    focus: '#8FC1F7',
    accent: '#7FAAF0',
    onAccent: '#0F1318',
    severity: {
      critical: { fg: '#FF9A8F', soft: '#3B1714' },
      high: { fg: '#FFB57A', soft: '#3A2410' },
      medium: { fg: '#F0D264', soft: '#332B0C' },
      low: { fg: '#8FC1F7', soft: '#14283D' },
      ok: { fg: '#7FD6A0', soft: '#12301F' },
      neutral: { fg: '#A9B3C0', soft: '#252C35' },
    },
    series: ['#7FAAF0', '#5CC8DC', '#C79AE0', '#6FCBA0', '#D6C454', '#A5B4C4', '#A9A0F5', '#E39AC6'],
    bandInner: '#2C4468',
    bandOuter: '#203049',
    expected: '#262E39',
    grid: '#232B35',
    track: '#2A323D',
  },
};
