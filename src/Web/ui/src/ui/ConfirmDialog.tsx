import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { AskDialog } from './AskDialog';
import { useExplain } from './use-explain';

interface ConfirmDialogProps {
  open: boolean;
  /** Names the thing. */
  title: string;
  text: string;
  confirm: string;
  /** Says what could not be done, and why; the reason alone, unless given. */
  failed?: (detail: string) => string;
  deed: { error: unknown; isPending: boolean; reset: () => void };
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something is gone; says so when it could not be done. */
export function ConfirmDialog({ open, title, text, confirm, failed = (detail) => detail, deed, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const close = () => {
    deed.reset();
    onClose();
  };
  return (
    <AskDialog
      open={open}
      title={title}
      onClose={close}
      actions={(
        <>
          <Button variant="outlined" onClick={close} autoFocus>{t('common.cancel')}</Button>
          <Button variant="contained" color="error" disabled={deed.isPending} onClick={onConfirm}>{confirm}</Button>
        </>
      )}
    >
      <Typography>{text}</Typography>
      {deed.error !== null && <Alert severity="error">{failed(explain(deed.error))}</Alert>}
    </AskDialog>
  );
}
