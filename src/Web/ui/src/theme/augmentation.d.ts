import '@mui/material/styles';
import type { Tone } from './tokens';

interface Extra {
  control: string;
  raised: string;
  focus: string;
  track: string;
  tone: Record<Tone, string>;
  soft: Record<Tone, string>;
  chart: { line: string; bandInner: string; bandOuter: string; expected: string };
}

/* Merging an interface is the library's way to name own colours: */
/* eslint-disable @typescript-eslint/no-empty-object-type */
declare module '@mui/material/styles' {
  interface Palette extends Extra {}
  interface PaletteOptions extends Partial<Extra> {}
}
