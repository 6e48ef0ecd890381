import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import { EmptyNote } from '@/ui/DataState';

/** Shown in place of a page whose code failed, for example when a new version was installed under an open page. */
export function CrashPage() {
  const { t } = useTranslation();
  return (
    <Box role="alert" sx={{ py: 8 }}>
      <EmptyNote
        title={t('common.error.crash')}
        hint={t('common.error.crashHint')}
        height={280}
        action={<Button variant="outlined" onClick={() => window.location.reload()}>{t('common.error.reload')}</Button>}
      />
    </Box>
  );
}
