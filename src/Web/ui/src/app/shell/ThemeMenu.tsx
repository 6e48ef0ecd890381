import { useColorScheme } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { useScheme } from '@/theme/use-tokens';
import { MoonIcon, SunIcon, SystemIcon } from '@/ui/icons';
import { ChoiceMenu } from './ChoiceMenu';

export function ThemeMenu() {
  const { t } = useTranslation();
  const { mode, setMode } = useColorScheme();
  const scheme = useScheme();
  return (
    <ChoiceMenu
      label={t('nav.theme')}
      icon={scheme === 'dark' ? <MoonIcon /> : <SunIcon />}
      options={[
        { value: 'light', label: t('nav.light'), icon: <SunIcon /> },
        { value: 'dark', label: t('nav.dark'), icon: <MoonIcon /> },
        { value: 'system', label: t('nav.system'), icon: <SystemIcon /> },
      ]}
      value={mode ?? 'system'}
      onChange={setMode}
    />
  );
}
