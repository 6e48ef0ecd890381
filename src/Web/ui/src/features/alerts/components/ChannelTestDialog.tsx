import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { AskDialog } from '@/ui/AskDialog';
import { useExplain } from '@/ui/use-explain';
import type { Channel } from '../api/types';
import { useTestChannel } from '../api/use-alerts';

interface ChannelTestDialogProps {
  open: boolean;
  channel: Channel | null;
  onClose: () => void;
}

/** Sends a message that says it is a test, and shows what the receiver answered. Nothing is sent before it is asked for. */
export function ChannelTestDialog({ open, channel, onClose }: ChannelTestDialogProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const test = useTestChannel();
  const close = () => {
    test.reset();
    onClose();
  };
  return (
    <AskDialog
      open={open && channel !== null}
      title={t('alerts.testTitle', { name: channel?.name ?? '' })}
      onClose={close}
      actions={(
        <>
          <Button variant="outlined" onClick={close}>{t('common.close')}</Button>
          <Button variant="contained" disabled={test.isPending} onClick={() => channel !== null && test.mutate(channel.id)}>{t(test.data === undefined ? 'alerts.testSend' : 'alerts.testAgain')}</Button>
        </>
      )}
    >
      <Typography>{t('alerts.testText')}</Typography>
      <Box role="status">
        {test.isPending && (
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
            <CircularProgress size={18} aria-hidden />
            <Typography>{t('alerts.testing')}</Typography>
          </Box>
        )}
        {!test.isPending && test.error !== null && <Alert severity="error">{explain(test.error)}</Alert>}
        {!test.isPending && test.data !== undefined && (
          <Alert severity={test.data.ok ? 'success' : 'error'}>
            <Box component="span" sx={{ fontWeight: 600 }}>{t(test.data.ok ? 'alerts.testOk' : 'alerts.testFailed')}</Box>
            <Typography variant="caption" component="p" lang="en" sx={{ overflowWrap: 'anywhere' }}>{test.data.message}</Typography>
          </Alert>
        )}
      </Box>
    </AskDialog>
  );
}
