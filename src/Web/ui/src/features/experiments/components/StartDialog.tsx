import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiProblem } from '@/api/problem';
import { useFormat } from '@/format/use-format';
import { DialogForm } from '@/ui/DialogForm';
import { ScopeField } from '@/ui/ScopeField';
import { Segmented } from '@/ui/Segmented';
import { useExplain } from '@/ui/use-explain';
import { useForm } from '@/ui/use-form';
import type { Experiment } from '../api/types';
import { useStartExperiment } from '../api/use-experiments';
import { experimentFaults, experimentFields, experimentRequest, newExperiment } from '../model/experiment-form';
import { experimentAddress } from '../model/experiments';
import { ClientExample } from './ClientExample';

interface StartDialogProps {
  open: boolean;
  /** The id that records name already; null for a new one. */
  id: string | null;
  onClose: () => void;
}

/** Starts an experiment; then shows how its code reports to it. */
export function StartDialog({ open, id, onClose }: StartDialogProps) {
  const [started, setStarted] = useState<Experiment | null>(null);
  const close = () => {
    setStarted(null);
    onClose();
  };
  return (
    <Dialog open={open} onClose={close} maxWidth={started === null ? 'sm' : 'md'} fullWidth>
      {started === null ? <StartForm id={id} onClose={close} onStarted={setStarted} /> : <Started experiment={started} onClose={close} />}
    </Dialog>
  );
}

function Started({ experiment, onClose }: { experiment: Experiment; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <DialogTitle variant="h2">{t('experiments.startedTitle', { name: experiment.name })}</DialogTitle>
      <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
        <Typography>{t('experiments.startedText', { id: experiment.id })}</Typography>
        <ClientExample id={experiment.id} budgetId={experiment.budgetId} />
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button variant="outlined" onClick={onClose}>{t('common.close')}</Button>
        <Button variant="contained" component={Link} to={experimentAddress(experiment.id)}>{t('experiments.open')}</Button>
      </DialogActions>
    </>
  );
}

function StartForm({ id, onClose, onStarted }: { id: string | null; onClose: () => void; onStarted: (experiment: Experiment) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const start = useStartExperiment();
  const { draft, change, text, scope, submit, error } = useForm({
    initial: () => newExperiment(format.currency, id ?? ''),
    fields: experimentFields,
    faults: experimentFaults,
    words: (fault) => t(`experiments.fault.${fault}`),
    serverNames: { hours: 'duration' },
    deed: start,
  });
  const isKnown = error instanceof ApiProblem && error.status === 409;
  const pair = { display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' } };
  const decimal = { htmlInput: { inputMode: 'decimal' as const, autoComplete: 'off' } };
  return (
    <DialogForm
      title={t('experiments.start')}
      action={t('experiments.startButton')}
      isBusy={start.isPending}
      onSubmit={submit(() => start.mutate(experimentRequest(draft), { onSuccess: onStarted }))}
      onClose={onClose}
    >
      <TextField {...text('name', t('experiments.name'), t('experiments.nameHelp'))} autoFocus required />
      <TextField {...text('id', t('experiments.id'), t('experiments.idHelp'))} />
      <ScopeField {...scope('scope', t('experiments.scope'))} />
      <Box sx={pair}>
        <TextField {...text('estimate', t('experiments.estimate'), t('experiments.estimateHelp'))} required slotProps={decimal} />
        <TextField {...text('cap', t('experiments.cap'), t('experiments.capHelp'))} slotProps={decimal} />
        <TextField {...text('hours', t('experiments.hours'), t('experiments.hoursHelp'))} required slotProps={decimal} />
        <TextField {...text('currency', t('experiments.currency'))} slotProps={{ htmlInput: { maxLength: 3 } }} />
      </Box>
      {draft.cap.trim() !== '' && (
        <Box>
          <Segmented label={t('experiments.beyondCap')} value={draft.hard ? 'hard' : 'soft'} options={[{ value: 'hard', label: t('experiments.hard') }, { value: 'soft', label: t('experiments.soft') }]} onChange={(next) => change({ hard: next === 'hard' })} />
          <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 0.5 }}>{t(draft.hard ? 'experiments.hardHelp' : 'experiments.softHelp')}</Typography>
        </Box>
      )}
      <TextField {...text('owner', t('experiments.owner'))} />
      <TextField {...text('tags', t('experiments.tags'), t('experiments.tagsHelp'))} />
      <TextField {...text('freeModels', t('experiments.freeModels'), t('experiments.freeModelsHelp'))} />
      {error !== null && <Alert severity="error">{isKnown ? t('experiments.known') : t('experiments.startFailed', { detail: explain(error) })}</Alert>}
    </DialogForm>
  );
}
