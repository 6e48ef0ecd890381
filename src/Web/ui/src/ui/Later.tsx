import Box from '@mui/material/Box';
import { useDeferredValue, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface LaterProps {
  /** Whether it is known what will be there: what turns up afterwards would push the rest aside. */
  isReady?: boolean;
  children: ReactNode;
}

/** What a page shows below its figures: put together in small steps after them, so that the page can be used meanwhile. */
export function Later({ isReady = true, children }: LaterProps) {
  const { t } = useTranslation();
  const isTurn = useDeferredValue(isReady, false);
  return isTurn ? children : <Box role="status" aria-label={t('common.loading')} sx={{ minHeight: '60vh' }} />;
}
