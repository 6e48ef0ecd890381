import { createContext, use } from 'react';
import type { Format } from './format';

export const FormatContext = createContext<Format | null>(null);

export function useFormat(): Format {
  const format = use(FormatContext);
  if (format === null) throw new Error('useFormat needs a FormatContext above it.');
  return format;
}
