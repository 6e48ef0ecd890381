import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';

/** How far the sending is; once all is sent, the server still reads. */
export function SendProgress({ share, onStop }: { share: number; onStop: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isSent = share >= 1;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
      <Box sx={{ flex: 1 }}>
        <Typography variant="body2" role="status" sx={{ mb: 0.5 }}>{isSent ? t('onboarding.reading') : t('onboarding.sending', { share: format.percent(share, 0) })}</Typography>
        <LinearProgress variant={isSent ? 'indeterminate' : 'determinate'} value={share * 100} aria-label={t('onboarding.progress')} />
      </Box>
      <Button variant="outlined" onClick={onStop}>{t('onboarding.stop')}</Button>
    </Box>
  );
}
