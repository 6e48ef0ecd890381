import { useColorScheme } from '@mui/material/styles';
import { tokens, type Scheme, type Tokens } from './tokens';

/** The scheme on the page, "system" resolved. */
export function useScheme(): Scheme {
  const { mode, systemMode } = useColorScheme();
  return (mode === 'system' ? systemMode : mode) ?? 'light';
}

/** Literal colours for a canvas, which cannot read CSS variables. */
export function useTokens(): Tokens {
  return tokens[useScheme()];
}
