import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import { useTranslation } from 'react-i18next';
import { isAddress } from '../model/change-form';

interface ChangeTitleProps {
  title: string;
  /** Whether somebody wrote the title: then it stays in the language in which it was written. */
  isWritten: boolean;
  version?: string | null;
  url?: string | null;
}

/** What a change is called, its version, and the way to where it can be read up. */
export function ChangeTitle({ title, isWritten, version = null, url = null }: ChangeTitleProps) {
  const { t } = useTranslation();
  return (
    <Box component="span" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
      <Box component="span" translate={isWritten ? 'no' : undefined} sx={{ fontWeight: 600 }}>{title}</Box>
      {version !== null && <Box component="span" translate="no" sx={{ color: 'text.secondary', ml: 1, fontVariantNumeric: 'tabular-nums' }}>{version}</Box>}
      {url !== null && isAddress(url) && (
        <MuiLink href={url} underline="always" target="_blank" rel="noopener noreferrer" aria-label={t('changes.openOf', { title })} sx={{ ml: 1 }}>{t('changes.open')}</MuiLink>
      )}
    </Box>
  );
}
