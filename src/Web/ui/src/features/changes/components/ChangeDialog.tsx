import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangeKind } from '@/api/types';
import { browserZone } from '@/format/format';
import { DialogForm } from '@/ui/DialogForm';
import { ScopeField } from '@/ui/ScopeField';
import { useExplain } from '@/ui/use-explain';
import { useForm } from '@/ui/use-form';
import { useTellChange } from '../api/use-changes';
import { changeFaults, changeFields, changeKinds, changeRequest, newChange } from '../model/change-form';

interface ChangeDialogProps {
  open: boolean;
  /** What was changed, unless something else is chosen. */
  scope: string | null;
  onClose: () => void;
}

export function ChangeDialog({ open, ...rest }: ChangeDialogProps) {
  return <Dialog open={open} onClose={rest.onClose} maxWidth="sm" fullWidth><ChangeForm {...rest} /></Dialog>;
}

function ChangeForm({ scope: at, onClose }: Omit<ChangeDialogProps, 'open'>) {
  const { t } = useTranslation();
  const explain = useExplain();
  const [opened] = useState(() => Date.now());
  const tell = useTellChange();
  const { draft, change, text, scope, submit, error } = useForm({
    initial: () => newChange(opened, at),
    fields: changeFields,
    faults: (one) => changeFaults(one, opened),
    words: (fault) => t(`changes.fault.${fault}`),
    deed: tell,
  });
  return (
    <DialogForm title={t('changes.add')} isBusy={tell.isPending} onSubmit={submit(() => tell.mutate(changeRequest(draft), { onSuccess: onClose }))} onClose={onClose}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '160px minmax(0, 1fr)' } }}>
        <TextField select size="small" label={t('changes.kindTitle')} value={draft.kind} onChange={(event) => change({ kind: event.target.value as ChangeKind })}>
          {changeKinds.map((kind) => <MenuItem key={kind} value={kind}>{t(`changes.kind.${kind}`)}</MenuItem>)}
        </TextField>
        <TextField {...text('title', t('changes.title'), t('changes.titleHelp'))} autoFocus required />
      </Box>
      <ScopeField {...scope('scope', t('changes.scope'), t('changes.scopeHelp'))} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' } }}>
        <TextField {...text('at', t('changes.at'), t('changes.zone', { zone: browserZone() }))} type="datetime-local" required slotProps={{ inputLabel: { shrink: true } }} />
        <TextField {...text('version', t('changes.version'))} slotProps={{ htmlInput: { autoComplete: 'off' } }} />
      </Box>
      <TextField {...text('url', t('changes.url'), t('changes.urlHelp'))} type="url" slotProps={{ htmlInput: { autoComplete: 'off' } }} />
      {error !== null && <Alert severity="error">{t('changes.addFailed', { detail: explain(error) })}</Alert>}
    </DialogForm>
  );
}
