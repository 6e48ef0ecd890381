import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { AskDialog } from '@/ui/AskDialog';

interface AssignDialogProps {
  open: boolean;
  current: string | null;
  onClose: () => void;
  /** Null gives it to nobody. */
  onAssign: (assignee: string | null) => void;
}

/** To whom something is given: a name, or nobody. */
export function AssignDialog({ open, current, onClose, onAssign }: AssignDialogProps) {
  const { t } = useTranslation();
  const formId = useId();
  return (
    <AskDialog
      open={open}
      title={t('anomalies.assignTitle')}
      onClose={onClose}
      actions={(
        <>
          {current !== null && <Button variant="outlined" onClick={() => onAssign(null)}>{t('anomalies.assignNobody')}</Button>}
          <Button variant="outlined" onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="contained" type="submit" form={formId}>{t('anomalies.assignDo')}</Button>
        </>
      )}
    >
      <NameForm id={formId} current={current} onAssign={onAssign} />
    </AskDialog>
  );
}

function NameForm({ id, current, onAssign }: { id: string; current: string | null; onAssign: (assignee: string) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(current ?? '');
  const [seen, setSeen] = useState(false);
  const isEmpty = name.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSeen(true);
    if (!isEmpty) onAssign(name.trim());
  };
  return (
    <form id={id} onSubmit={submit} noValidate>
      <TextField
        size="small"
        margin="dense"
        fullWidth
        autoFocus
        required
        label={t('anomalies.assignee')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={seen && isEmpty}
        helperText={seen && isEmpty ? t('anomalies.assignFault') : t('anomalies.assignHelp')}
        slotProps={{ htmlInput: { maxLength: 100 } }}
      />
    </form>
  );
}
