import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { AskDialog } from '@/ui/AskDialog';
import { useExplain } from '@/ui/use-explain';
import { useScopeName } from '@/ui/use-scope-name';
import type { SavedView } from '../api/types';
import { useSaveView } from '../api/use-views';
import { MAX_NAME, MAX_QUERY } from '../model/views';

interface SaveViewDialogProps {
  /** The view whose name or audience changes; null keeps a new one. */
  view: SavedView | null;
  scope: string;
  query: string;
  onClose: () => void;
  onSaved: (view: SavedView) => void;
}

export function SaveViewDialog({ view, scope, query, onClose, onSaved }: SaveViewDialogProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const scopeName = useScopeName();
  const formId = useId();
  const [name, setName] = useState(view?.name ?? '');
  const [isShared, setShared] = useState(view?.isShared ?? false);
  const [isSent, setSent] = useState(false);
  const save = useSaveView();
  const isNamed = name.trim() !== '' && name.trim().length <= MAX_NAME;
  const isTooLong = query.length > MAX_QUERY;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (!isNamed) document.getElementById(`${formId}-name`)?.focus();
    else if (!isTooLong) save.mutate({ id: view?.id ?? null, view: { name: name.trim(), scope, query, isShared } }, { onSuccess: onSaved });
  };
  return (
    <AskDialog
      open
      title={t(view === null ? 'explore.saveAs' : 'explore.editView')}
      onClose={onClose}
      actions={(
        <>
          <Button variant="outlined" onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} variant="contained" disabled={save.isPending || isTooLong}>{t('common.save')}</Button>
        </>
      )}
    >
      <form id={formId} onSubmit={submit} noValidate style={{ display: 'contents' }}>
        <TextField id={`${formId}-name`} autoFocus required fullWidth size="small" label={t('explore.viewName')} value={name} onChange={(event) => setName(event.target.value)} error={isSent && !isNamed} helperText={isSent && !isNamed ? t('explore.nameNeeded') : t('explore.viewNameHelp')} slotProps={{ htmlInput: { maxLength: MAX_NAME, autoComplete: 'off' } }} />
        <div>
          <FormControlLabel sx={{ ml: -0.5, gap: 1 }} control={<Switch size="small" checked={isShared} onChange={(_, checked) => setShared(checked)} />} label={t('explore.shareView')} />
          <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>{t('explore.shareHelp', { scope: scopeName.path(scope) })}</Typography>
        </div>
        {isTooLong && <Alert severity="warning">{t('explore.tooLong')}</Alert>}
        {save.error !== null && <Alert severity="error">{explain(save.error)}</Alert>}
      </form>
    </AskDialog>
  );
}
