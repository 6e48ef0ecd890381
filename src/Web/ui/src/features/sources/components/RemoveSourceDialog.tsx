import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Source } from '@/api/types';
import { useExplain } from '@/ui/use-explain';
import { useRemoveSource } from '../api/use-sources';
import { AskDialog } from '@/ui/AskDialog';

interface RemoveSourceDialogProps {
  open: boolean;
  source: Source;
  onClose: () => void;
  onRemoved: () => void;
}

/** Asks before a source is gone, by its name. */
export function RemoveSourceDialog({ open, source, onClose, onRemoved }: RemoveSourceDialogProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const remove = useRemoveSource();
  const close = () => {
    remove.reset();
    onClose();
  };
  return (
    <AskDialog
      open={open}
      title={t('sources.removeTitle', { name: source.name })}
      onClose={close}
      actions={(
        <>
          <Button variant="outlined" onClick={close} autoFocus>{t('common.cancel')}</Button>
          <Button variant="contained" color="error" disabled={remove.isPending} onClick={() => remove.mutate(source.id, { onSuccess: onRemoved })}>{t('sources.remove')}</Button>
        </>
      )}
    >
      <Typography>{t('sources.removeText')}</Typography>
      {remove.error !== null && <Alert severity="error">{t('sources.deedFailed', { detail: explain(remove.error) })}</Alert>}
    </AskDialog>
  );
}
