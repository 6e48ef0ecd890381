import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useColorScheme } from '@mui/material/styles';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '@/api/session';
import { CurrencyPanel } from '@/features/currency/components/CurrencyPanel';
import { AccountPanel } from '@/features/identity/components/AccountPanel';
import { SettingsTabs } from '@/features/identity/components/SettingsTabs';
import { TokensPanel } from '@/features/identity/components/TokensPanel';
import { UsersPanel } from '@/features/identity/components/UsersPanel';
import { settingsFields, type SettingTab } from '@/features/identity/model/settings';
import { browserZone, timeZones } from '@/format/format';
import { chooseZone, useChosenZone } from '@/format/zone';
import { changeLanguage } from '@/i18n/init';
import { Page } from '@/ui/Page';
import { Segmented } from '@/ui/Segmented';
import { useMay } from '@/ui/use-session';
import { useSearchState } from '@/url/use-search-state';
import { languageOptions } from '../shell/LanguageMenu';

export function Component() {
  const { t } = useTranslation();
  const may = useMay();
  const [state] = useSearchState(settingsFields);
  const { data: session } = useQuery(sessionQuery());
  if (session?.actor == null) return null;
  const tabs: SettingTab[] = ['account', ...(may('makeTokens') ? ['tokens' as const] : []), ...(may('manageIdentity', 'org') ? ['users' as const] : []), ...(may('readCosts') ? ['currency' as const] : [])];
  const tab = tabs.includes(state.tab) ? state.tab : 'account';
  return (
    <Page title={t('nav.pages.settings')}>
      <SettingsTabs tabs={tabs} current={tab} />
      {tab === 'account' && <AccountPanel actor={session.actor} display={<Display />} />}
      {tab === 'tokens' && <TokensPanel actor={session.actor} />}
      {tab === 'users' && <UsersPanel minPasswordLength={session.minPasswordLength} me={session.actor.id} />}
      {tab === 'currency' && <CurrencyPanel />}
    </Page>
  );
}

/** What is kept in this browser: language, time zone and colours. */
function Display() {
  const { t, i18n } = useTranslation();
  const { mode, setMode } = useColorScheme();
  const row = (label: string, field: ReactNode) => (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: 1, py: 0.75 }}>
      <span>{label}</span>
      {field}
    </Box>
  );
  return (
    <>
      {row(t('nav.language'), <Segmented label={t('nav.language')} value={i18n.language as 'ko' | 'en'} options={languageOptions} onChange={(language) => void changeLanguage(language)} />)}
      {row(t('nav.zone'), <ZoneField />)}
      {row(t('nav.theme'), <Segmented label={t('nav.theme')} value={mode ?? 'system'} options={[{ value: 'light', label: t('nav.light') }, { value: 'dark', label: t('nav.dark') }, { value: 'system', label: t('nav.system') }]} onChange={setMode} />)}
    </>
  );
}

/** Where the reader's day is: the browser's zone unless another one is chosen. Days of costs stay UTC days. */
function ZoneField() {
  const { t } = useTranslation();
  const chosen = useChosenZone();
  const common = ['Asia/Seoul', 'UTC'];
  const zones = [...common, ...timeZones().filter((zone) => !common.includes(zone))];
  return (
    <Autocomplete
      size="small"
      options={zones}
      value={chosen}
      onChange={(_, zone) => chooseZone(zone)}
      openText={t('guidance.openList')}
      closeText={t('common.close')}
      clearText={t('guidance.clear')}
      noOptionsText={t('alerts.noZone')}
      sx={{ width: 280, '& input::placeholder': { color: 'text.primary', opacity: 1 } }}
      renderInput={(params) => <TextField {...params} placeholder={t('nav.zoneOfBrowser', { zone: browserZone() })} slotProps={{ ...params.slotProps, htmlInput: { ...params.slotProps.htmlInput, 'aria-label': t('nav.zone') } }} />}
    />
  );
}
