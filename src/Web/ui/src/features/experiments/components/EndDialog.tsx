import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AskDialog } from '@/ui/AskDialog';
import { useExplain } from '@/ui/use-explain';
import type { Experiment } from '../api/types';
import { useEndExperiment } from '../api/use-experiments';

interface EndDialogProps {
  open: boolean;
  experiment: Experiment;
  state: 'finished' | 'stopped';
  onClose: () => void;
}

/** Ends an experiment, with what came of it. */
export function EndDialog({ open, experiment, state, onClose }: EndDialogProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const end = useEndExperiment();
  const [outcome, setOutcome] = useState('');
  return (
    <AskDialog
      open={open}
      title={t(`experiments.end.${state}Title`, { name: experiment.name })}
      onClose={onClose}
      actions={(
        <>
          <Button variant="outlined" onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="contained" color={state === 'stopped' ? 'error' : 'primary'} disabled={end.isPending} onClick={() => end.mutate({ id: experiment.id, state, outcome: outcome.trim() || null }, { onSuccess: onClose })}>{t(`experiments.end.${state}`)}</Button>
        </>
      )}
    >
      <Typography>{t(`experiments.end.${state}Text`)}</Typography>
      <TextField size="small" label={t('experiments.outcome')} value={outcome} onChange={(event) => setOutcome(event.target.value)} multiline minRows={2} maxRows={6} slotProps={{ htmlInput: { maxLength: 2_000 } }} />
      {end.error !== null && <Alert severity="error">{t('experiments.endFailed', { detail: explain(end.error) })}</Alert>}
    </AskDialog>
  );
}
