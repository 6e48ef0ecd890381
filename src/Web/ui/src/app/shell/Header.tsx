import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { incidentsQuery } from '@/api/queries';
import { useMay } from '@/ui/use-session';
import { HelpIcon, SearchIcon } from '@/ui/icons';
import { AccountMenu } from './AccountMenu';
import { LanguageMenu } from './LanguageMenu';
import { LiveBadge } from './LiveBadge';
import { Logo } from './Logo';
import { ManageMenu } from './ManageMenu';
import { mainPages } from '@/url/pages';
import { RoleSwitcher } from './RoleSwitcher';
import { ThemeMenu } from './ThemeMenu';

interface HeaderProps {
  onSearch: () => void;
  onHelp: () => void;
}

/** From here on there is room for words beside icons. */
const WIDE = '@media (min-width: 1400px)';

/** Pixels of a line of the search button. */
const LINE = 24;

export function Header({ onSearch, onHelp }: HeaderProps) {
  const { t } = useTranslation();
  const may = useMay();
  const { data: incidents } = useQuery(incidentsQuery({ scope: null, open: true }));
  const open = incidents?.items.filter((incident) => incident.state === 'open').length ?? 0;
  return (
    <Box component="header" data-print="hide" sx={{ position: 'sticky', top: 0, zIndex: 1100, bgcolor: 'background.paper', borderBottom: 1, borderColor: 'divider' }}>
      <Box sx={{ maxWidth: 1440, mx: 'auto', px: { xs: 2, md: 3 }, minHeight: 56, display: 'flex', alignItems: 'center', flexWrap: { xs: 'wrap', lg: 'nowrap' }, columnGap: { xs: 0.25, md: 1 } }}>
        <Box component={Link} to="/" aria-label={t('common.app')} sx={{ display: 'flex', alignItems: 'center', gap: 1, mr: { md: 2 }, color: 'text.primary', textDecoration: 'none', fontWeight: 600, fontSize: 15, height: 56 }}>
          <Logo />
          <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>{t('common.app')}</Box>
        </Box>
        <Box component="nav" aria-label={t('nav.main')} sx={{ display: 'flex', gap: 0.5, [WIDE]: { gap: 1 }, order: { xs: 3, lg: 0 }, width: { xs: '100%', lg: 'auto' }, overflowX: { xs: 'auto', lg: 'visible' } }}>
          {mainPages.filter((page) => may(page.needs, page.on)).map((page) => (
            <NavItem key={page.name} to={page.address} end={page.address === '/'}>
              {t(`nav.pages.${page.name}`)}
              {page.name === 'anomalies' && open > 0 && <Count label={t('nav.newCount', { count: open })}>{open}</Count>}
            </NavItem>
          ))}
          <ManageMenu />
        </Box>
        <Box sx={{ flex: 1 }} />
        <RoleSwitcher />
        <Button
          variant="outlined"
          onClick={onSearch}
          startIcon={<SearchIcon sx={{ fontSize: 18 }} />}
          aria-keyshortcuts="Control+K Meta+K"
          sx={{
            color: 'text.secondary', fontWeight: 400, borderColor: 'divider', minWidth: 44, flexShrink: 0, justifyContent: 'flex-start', '& .MuiButton-startIcon': { mr: 0, height: LINE },
            // Words for which there is no room wrap out of sight: the label of the role and of the live line differ in width.
            [WIDE]: { width: 168, flexShrink: 1, height: LINE + 12, py: '5px', overflow: 'hidden', flexWrap: 'wrap', alignContent: 'flex-start', columnGap: 1, lineHeight: `${LINE}px` },
          }}
          aria-label={t('search.label')}
        >
          <Box component="span" sx={{ display: 'none', [WIDE]: { display: 'inline' }, flex: 1, textAlign: 'left' }}>{t('search.open')}</Box>
          <Box component="kbd" sx={{ display: 'none', [WIDE]: { display: 'inline' }, fontFamily: 'inherit', fontSize: 12 }}>{isApple() ? '⌘K' : 'Ctrl K'}</Box>
        </Button>
        <LiveBadge />
        {/* On a phone they are found under the settings. */}
        <Box sx={{ display: { xs: 'none', sm: 'flex' } }}>
          <LanguageMenu />
          <ThemeMenu />
        </Box>
        <Tooltip title={t('nav.help.title')}>
          <IconButton onClick={onHelp} aria-label={t('nav.help.title')} sx={{ display: 'none', [WIDE]: { display: 'inline-flex' } }}><HelpIcon /></IconButton>
        </Tooltip>
        <AccountMenu />
      </Box>
    </Box>
  );
}

function NavItem({ to, end = false, children }: { to: string; end?: boolean; children: ReactNode }) {
  return (
    <Box
      component={NavLink}
      to={to}
      end={end}
      sx={{
        display: 'inline-flex', alignItems: 'center', height: { xs: 40, md: 56 }, px: 1, [WIDE]: { px: 1.5 }, color: 'text.secondary', textDecoration: 'none', fontSize: 14,
        borderBottom: '2px solid transparent', borderTop: '2px solid transparent', whiteSpace: 'nowrap',
        '&:hover': { color: 'text.primary' },
        '&.active': { color: 'text.primary', fontWeight: 600, borderBottomColor: 'primary.main' },
      }}
    >
      {children}
    </Box>
  );
}

function Count({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Box component="span" aria-label={label} sx={{ ml: 0.75, px: 0.75, minWidth: 20, textAlign: 'center', borderRadius: 2, fontSize: 12, lineHeight: '18px', bgcolor: 'soft.neutral', color: 'text.primary', fontVariantNumeric: 'tabular-nums' }}>
      {children}
    </Box>
  );
}

const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);
