import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SettingTab } from '../model/settings';

interface SettingsTabsProps {
  tabs: readonly SettingTab[];
  current: SettingTab;
}

/** The parts of the settings, each with an address of its own. */
export function SettingsTabs({ tabs, current }: SettingsTabsProps) {
  const { t } = useTranslation();
  return (
    <Box component="nav" aria-label={t('nav.pages.settings')} sx={{ display: 'flex', gap: 1, borderBottom: 1, borderColor: 'divider' }}>
      {tabs.map((tab) => (
        <Box
          key={tab}
          component={Link}
          to={tab === 'account' ? '/settings' : `/settings?tab=${tab}`}
          aria-current={tab === current ? 'page' : undefined}
          sx={{
            px: 1.5, py: 1, fontSize: 14, textDecoration: 'none', borderBottom: '2px solid', mb: '-1px',
            color: tab === current ? 'text.primary' : 'text.secondary', fontWeight: tab === current ? 600 : 400, borderBottomColor: tab === current ? 'primary.main' : 'transparent',
            '&:hover': { color: 'text.primary' },
          }}
        >
          {t(`identity.tab.${tab}`)}
        </Box>
      ))}
    </Box>
  );
}
