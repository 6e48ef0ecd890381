import { useTranslation } from 'react-i18next';
import type { PlannedEvent } from '@/api/types';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { useRemovePlan } from '../api/use-plans';

interface RemovePlanDialogProps {
  open: boolean;
  plan: PlannedEvent | null;
  onClose: () => void;
}

/** Asks before a plan is gone, by its name. */
export function RemovePlanDialog({ open, plan, onClose }: RemovePlanDialogProps) {
  const { t } = useTranslation();
  const remove = useRemovePlan();
  return (
    <ConfirmDialog
      open={open && plan !== null}
      title={t('guidance.removeTitle', { title: plan?.title ?? '' })}
      text={t('guidance.removeText')}
      confirm={t('guidance.remove')}
      failed={(detail) => t('guidance.removeFailed', { detail })}
      deed={remove}
      onConfirm={() => remove.mutate(plan!.id, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
