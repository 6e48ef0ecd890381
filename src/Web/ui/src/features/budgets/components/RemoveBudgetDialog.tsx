import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import type { Budget } from '../api/types';
import { useRemoveBudget } from '../api/use-budgets';

interface RemoveBudgetDialogProps {
  open: boolean;
  budget: Budget;
  onClose: () => void;
  onRemoved: () => void;
}

/** Asks before a budget is gone, by its name. */
export function RemoveBudgetDialog({ open, budget, onClose, onRemoved }: RemoveBudgetDialogProps) {
  const { t } = useTranslation();
  const remove = useRemoveBudget();
  return (
    <ConfirmDialog
      open={open}
      title={t('budgets.removeTitle', { name: budget.name })}
      text={t('budgets.removeText')}
      confirm={t('budgets.remove')}
      failed={(detail) => t('budgets.removeFailed', { detail })}
      deed={remove}
      onConfirm={() => remove.mutate(budget.id, { onSuccess: onRemoved })}
      onClose={onClose}
    />
  );
}
