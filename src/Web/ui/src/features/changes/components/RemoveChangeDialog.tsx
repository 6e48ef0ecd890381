import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { useRemoveChange } from '../api/use-changes';

interface RemoveChangeDialogProps {
  open: boolean;
  /** Which one; null before any was chosen. */
  id: string | null;
  title: string;
  onClose: () => void;
}

/** Asks before a change is gone, by its name. */
export function RemoveChangeDialog({ open, id, title, onClose }: RemoveChangeDialogProps) {
  const { t } = useTranslation();
  const remove = useRemoveChange();
  return (
    <ConfirmDialog
      open={open && id !== null}
      title={t('changes.removeTitle', { title })}
      text={t('changes.removeText')}
      confirm={t('changes.remove')}
      failed={(detail) => t('changes.removeFailed', { detail })}
      deed={remove}
      onConfirm={() => remove.mutate(id!, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
