import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';
import { onSessionElsewhere, sessionQuery } from '@/api/session';
import { safeReturn } from '@/url/return-to';
import { DataState } from '@/ui/DataState';
import { LanguageMenu } from '../shell/LanguageMenu';
import { Logo } from '../shell/Logo';
import { ThemeMenu } from '../shell/ThemeMenu';

/** The pages before signing in: the product's name, the two choices that concern everybody, and a form. */
export function Door() {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const query = useQuery(sessionQuery());
  const { refetch } = query;

  // Outside system: this browser's other pages, in which the reader may sign in meanwhile.
  useEffect(() => onSessionElsewhere(() => void refetch()), [refetch]);

  return (
    <Box sx={{ minHeight: '100vh', bgcolor: 'background.default', display: 'flex', flexDirection: 'column' }}>
      <Box component="header" sx={{ display: 'flex', alignItems: 'center', gap: 1, px: { xs: 2, md: 3 }, height: 56 }}>
        <Logo />
        <Box component="span" sx={{ fontWeight: 600, fontSize: 15, flex: 1 }}>{t('common.app')}</Box>
        <LanguageMenu />
        <ThemeMenu />
      </Box>
      <Box component="main" id="content" sx={{ flex: 1, width: '100%', maxWidth: 480, mx: 'auto', px: 2, pt: { xs: 3, md: 8 }, pb: 6 }}>
        <DataState what={t('common.app')} query={query} height={320}>
          {({ setupNeeded, actor }) => {
            const place = setupNeeded ? '/setup' : '/sign-in';
            if (actor !== null) return <Navigate to={safeReturn(new URLSearchParams(search).get('returnTo')) ?? '/'} replace />;
            return pathname === place ? <Outlet /> : <Navigate to={place} replace />;
          }}
        </DataState>
      </Box>
    </Box>
  );
}
