import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { AskDialog } from '@/ui/AskDialog';
import { useExplain } from '@/ui/use-explain';
import type { Budget } from '../api/types';
import { useRemoveBudget } from '../api/use-budgets';

interface RemoveBudgetDialogProps {
  open: boolean;
  budget: Budget;
  onClose: () => void;
  onRemoved: () => void;
}

export function RemoveBudgetDialog({ open, budget, onClose, onRemoved }: RemoveBudgetDialogProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const remove = useRemoveBudget();
  return (
    <AskDialog
      open={open}
      title={t('budgets.removeTitle', { name: budget.name })}
      onClose={onClose}
      actions={(
        <>
          <Button variant="outlined" onClick={onClose} autoFocus>{t('common.cancel')}</Button>
          <Button variant="contained" color="error" disabled={remove.isPending} onClick={() => remove.mutate(budget.id, { onSuccess: onRemoved })}>{t('budgets.remove')}</Button>
        </>
      )}
    >
      <Typography>{t('budgets.removeText')}</Typography>
      {remove.error !== null && <Alert severity="error">{t('budgets.removeFailed', { detail: explain(remove.error) })}</Alert>}
    </AskDialog>
  );
}
