import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { AskDialog } from '@/ui/AskDialog';
import { useExplain } from '@/ui/use-explain';
import type { Scenario, ScenarioRequest } from '../api/types';
import { useSaveScenario } from '../api/use-scenarios';

const MAX_NAME = 200;
const MAX_NOTE = 2_000;

interface SaveScenarioDialogProps {
  title: string;
  /** The scenario that is changed; null keeps a new one. */
  id: string | null;
  name: string;
  note: string;
  /** What changes, in words. */
  summary: readonly string[];
  request: (kept: { name: string; note: string }) => ScenarioRequest;
  onClose: () => void;
  onSaved: (scenario: Scenario) => void;
}

export function SaveScenarioDialog({ title, id, name: named, note: noted, summary, request, onClose, onSaved }: SaveScenarioDialogProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const formId = useId();
  const [name, setName] = useState(named);
  const [note, setNote] = useState(noted);
  const [isSent, setSent] = useState(false);
  const save = useSaveScenario();
  const isNamed = name.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (!isNamed) document.getElementById(`${formId}-name`)?.focus();
    else save.mutate({ id, scenario: request({ name: name.trim(), note: note.trim() }) }, { onSuccess: onSaved });
  };
  return (
    <AskDialog
      open
      title={title}
      onClose={onClose}
      actions={(
        <>
          <Button variant="outlined" onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} variant="contained" disabled={save.isPending}>{t('common.save')}</Button>
        </>
      )}
    >
      <form id={formId} onSubmit={submit} noValidate style={{ display: 'contents' }}>
        <TextField id={`${formId}-name`} autoFocus required fullWidth size="small" label={t('scenarios.name')} value={name} onChange={(event) => setName(event.target.value)} error={isSent && !isNamed} helperText={isSent && !isNamed ? t('scenarios.nameNeeded') : t('scenarios.nameHelp')} slotProps={{ htmlInput: { maxLength: MAX_NAME, autoComplete: 'off' } }} />
        <TextField multiline minRows={2} maxRows={6} fullWidth size="small" label={t('scenarios.note')} value={note} onChange={(event) => setNote(event.target.value)} slotProps={{ htmlInput: { maxLength: MAX_NOTE } }} />
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>{summary.length === 0 ? t('scenarios.changesNothing') : summary.join(' · ')}</Typography>
        {save.error !== null && <Alert severity="error">{explain(save.error)}</Alert>}
      </form>
    </AskDialog>
  );
}
