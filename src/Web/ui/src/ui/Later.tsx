import Box from '@mui/material/Box';
import { useDeferredValue, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** What a page shows below its figures: put together in small steps after them, so that the page can be used meanwhile. */
export function Later({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const isTurn = useDeferredValue(true, false);
  return isTurn ? children : <Box role="status" aria-label={t('common.loading')} sx={{ minHeight: '60vh' }} />;
}
