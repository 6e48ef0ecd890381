import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Told } from './SourceActions';

/** What the last action came to; stays until the next one or until it is closed. */
export function ToldNote({ told, onClose }: { told: Told | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Box role="status">
      {told !== null && <Alert severity={told.isFault ? 'error' : 'success'} onClose={onClose} closeText={t('common.close')}>{told.text}</Alert>}
    </Box>
  );
}
