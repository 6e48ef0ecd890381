import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedEvent } from '@/api/types';
import { useExplain } from '@/ui/use-explain';
import { useRemovePlan } from '../api/use-plans';

interface RemovePlanDialogProps {
  open: boolean;
  plan: PlannedEvent | null;
  onClose: () => void;
}

/** Asks before a plan is gone, by its name. */
export function RemovePlanDialog({ open, plan, onClose }: RemovePlanDialogProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const titleId = useId();
  const remove = useRemovePlan();
  const close = () => {
    remove.reset();
    onClose();
  };
  return (
    <Dialog open={open && plan !== null} onClose={close} aria-labelledby={titleId} maxWidth="xs" fullWidth>
      {plan !== null && (
        <>
          <DialogTitle id={titleId} variant="h2" sx={{ overflowWrap: 'anywhere' }}>{t('guidance.removeTitle', { title: plan.title })}</DialogTitle>
          <DialogContent>
            <Typography>{t('guidance.removeText')}</Typography>
            {remove.error !== null && <Alert severity="error" sx={{ mt: 2 }}>{t('guidance.removeFailed', { detail: explain(remove.error) })}</Alert>}
          </DialogContent>
          <DialogActions sx={{ px: 3, pb: 2 }}>
            <Button variant="outlined" onClick={close} autoFocus>{t('common.cancel')}</Button>
            <Button variant="contained" color="error" disabled={remove.isPending} onClick={() => remove.mutate(plan.id, { onSuccess: close })}>{t('guidance.remove')}</Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
