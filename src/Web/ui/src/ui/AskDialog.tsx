import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import type { ReactNode } from 'react';

interface AskDialogProps {
  open: boolean;
  title: string;
  actions: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog with a title and its actions. */
export function AskDialog({ open, title, actions, onClose, children }: AskDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} maxWidth="sm" fullWidth>
      <DialogTitle variant="h2" sx={{ overflowWrap: 'anywhere' }}>{title}</DialogTitle>
      {/* Room above the first field for its raised label. */}
      <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 2, '.MuiDialogTitle-root + &': { pt: 1 } }}>{children}</DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>{actions}</DialogActions>
    </Dialog>
  );
}
