import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';

/** What came of an action, for the page to say. */
export interface Told {
  isFault: boolean;
  text: string;
}

/** What the last action came to; stays until the next one or until it is closed. */
export function ToldNote({ told, onClose }: { told: Told | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Box role="status">
      {told !== null && <Alert severity={told.isFault ? 'error' : 'success'} onClose={onClose} sx={{ mb: 2 }} closeText={t('common.close')}>{told.text}</Alert>}
    </Box>
  );
}
