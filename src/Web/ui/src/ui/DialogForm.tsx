import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogFormProps {
  title: string;
  /** What sending it does; saving, unless named. */
  action?: string;
  isBusy: boolean;
  /** Another deed, away from the others. */
  aside?: ReactNode;
  onSubmit: (event: FormEvent) => void;
  onClose: () => void;
  children: ReactNode;
}

/** What a dialog holds in which something is written and sent: mounted with the dialog, so that the next one begins anew. */
export function DialogForm({ title, action, isBusy, aside, onSubmit, onClose, children }: DialogFormProps) {
  const { t } = useTranslation();
  return (
    <form onSubmit={onSubmit} noValidate>
      <DialogTitle variant="h2" sx={{ overflowWrap: 'anywhere' }}>{title}</DialogTitle>
      {/* Room above the first field for its raised label. */}
      <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 2, '.MuiDialogTitle-root + &': { pt: 1 } }}>{children}</DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Box sx={{ mr: 'auto' }}>{aside}</Box>
        <Button variant="outlined" onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="contained" disabled={isBusy}>{action ?? t('common.save')}</Button>
      </DialogActions>
    </form>
  );
}
