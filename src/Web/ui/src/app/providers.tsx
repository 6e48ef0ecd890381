import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router';
import { metaQuery } from '@/api/queries';
import { queryClient } from '@/api/query-client';
import { sessionQuery } from '@/api/session';
import { createFormat, type Language } from '@/format/format';
import { FormatContext } from '@/format/use-format';
import { useZone } from '@/format/zone';
import { theme } from '@/theme/create-theme';
import { router } from './router';

export function Application() {
  return (
    <ThemeProvider theme={theme} defaultMode="system" modeStorageKey="finopsai.scheme" noSsr disableTransitionOnChange>
      <CssBaseline enableColorScheme />
      <QueryClientProvider client={queryClient}>
        <Formats>
          <RouterProvider router={router} />
        </Formats>
      </QueryClientProvider>
    </ThemeProvider>
  );
}

/** Numbers and times follow the language on the page and the server's currency. */
function Formats({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const { data: session } = useQuery(sessionQuery());
  const { data: meta } = useQuery({ ...metaQuery(), enabled: session?.actor != null });
  const language = i18n.language as Language;
  const currency = meta?.currency ?? 'USD';
  const zone = useZone();
  const format = useMemo(() => createFormat(language, currency, zone), [language, currency, zone]);
  return <FormatContext value={format}>{children}</FormatContext>;
}
