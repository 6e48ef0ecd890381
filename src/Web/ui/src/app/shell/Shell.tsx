import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, ScrollRestoration, useNavigation } from 'react-router';
import { CommandPalette } from '@/features/search/components/CommandPalette';
import { useLiveScope } from '@/live/live';
import { useHomeScope } from '@/ui/use-session';
import { PageGuard } from '../session/PageGuard';
import { Announcer } from './Announcer';
import { Header } from './Header';
import { ShortcutHelp } from './ShortcutHelp';
import { useShortcuts } from './use-shortcuts';

export function Shell() {
  const { t } = useTranslation();
  const navigation = useNavigation();
  const [open, setOpen] = useState<'search' | 'help' | null>(null);
  useLiveScope(useHomeScope());
  useShortcuts({ onSearch: () => setOpen('search'), onHelp: () => setOpen('help') });
  return (
    <Box sx={{ minHeight: '100vh', bgcolor: 'background.default', '@media print': { minHeight: 0, bgcolor: 'background.paper' } }}>
      <Box
        component="a"
        href="#content"
        sx={{ position: 'absolute', left: 16, top: -60, zIndex: 1400, bgcolor: 'background.paper', color: 'text.primary', px: 2, py: 1, borderRadius: 1, '&:focus': { top: 8 } }}
      >
        {t('nav.skip')}
      </Box>
      <Header onSearch={() => setOpen('search')} onHelp={() => setOpen('help')} />
      {navigation.state === 'loading' && <LinearProgress aria-label={t('common.loading')} sx={{ position: 'fixed', top: 0, left: 0, right: 0, height: 2, zIndex: 1300 }} />}
      <Box component="main" id="content" tabIndex={-1} sx={{ maxWidth: 1440, mx: 'auto', px: { xs: 2, md: 3 }, pt: 2.5, pb: 6, outline: 'none', '@media print': { p: 0, maxWidth: 'none' } }}>
        <PageGuard><Outlet /></PageGuard>
      </Box>
      <Announcer />
      <CommandPalette open={open === 'search'} onClose={() => setOpen(null)} />
      <ShortcutHelp open={open === 'help'} onClose={() => setOpen(null)} />
      <ScrollRestoration />
    </Box>
  );
}
