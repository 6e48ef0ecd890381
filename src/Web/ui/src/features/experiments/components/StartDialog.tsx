import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiProblem } from '@/api/problem';
import { useFormat } from '@/format/use-format';
import { ScopeField } from '@/ui/ScopeField';
import { Segmented } from '@/ui/Segmented';
import { useExplain } from '@/ui/use-explain';
import type { Experiment } from '../api/types';
import { useStartExperiment } from '../api/use-experiments';
import { experimentFaults, experimentFields, experimentRequest, newExperiment, type ExperimentDraft, type ExperimentField } from '../model/experiment-form';
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
  const titleId = useId();
  const [started, setStarted] = useState<Experiment | null>(null);
  const close = () => {
    setStarted(null);
    onClose();
  };
  return (
    <Dialog open={open} onClose={close} aria-labelledby={titleId} maxWidth={started === null ? 'sm' : 'md'} fullWidth>
      {started === null ? <StartForm id={id} titleId={titleId} onClose={close} onStarted={setStarted} /> : <Started experiment={started} titleId={titleId} onClose={close} />}
    </Dialog>
  );
}

function Started({ experiment, titleId, onClose }: { experiment: Experiment; titleId: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <DialogTitle id={titleId} variant="h2">{t('experiments.startedTitle', { name: experiment.name })}</DialogTitle>
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

function StartForm({ id, titleId, onClose, onStarted }: { id: string | null; titleId: string; onClose: () => void; onStarted: (experiment: Experiment) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const formId = useId();
  const [draft, setDraft] = useState<ExperimentDraft>(() => newExperiment(format.currency, id ?? ''));
  // A field is told its fault once it was left or the form was sent, then with every letter.
  const [seen, setSeen] = useState<ReadonlySet<ExperimentField>>(new Set());
  const start = useStartExperiment();
  const faults = experimentFaults(draft);
  const refused = start.error instanceof ApiProblem ? start.error.fields : {};
  const isKnown = start.error instanceof ApiProblem && start.error.status === 409;
  const change = (patch: Partial<ExperimentDraft>) => {
    start.reset();
    setDraft((current) => ({ ...current, ...patch }));
  };
  const leave = (field: ExperimentField) => () => setSeen((current) => new Set([...current, field]));
  const fault = (field: ExperimentField): string | null => {
    if (seen.has(field) && faults[field] !== undefined) return t(`experiments.fault.${faults[field]}`);
    if (field === 'hours') return refused['duration']?.join(' ') ?? null;
    return refused[field]?.join(' ') ?? null;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSeen(new Set(experimentFields));
    const first = experimentFields.find((field) => faults[field] !== undefined);
    if (first !== undefined) document.getElementById(`${formId}-${first}`)?.focus();
    else start.mutate(experimentRequest(draft), { onSuccess: onStarted });
  };
  const text = (field: Exclude<ExperimentField, 'scope'>, label: string, help = '') => ({
    id: `${formId}-${field}`, size: 'small' as const, fullWidth: true, label, value: draft[field],
    onChange: (event: { target: { value: string } }) => change({ [field]: event.target.value }),
    onBlur: leave(field), error: fault(field) !== null, helperText: fault(field) ?? help,
  });
  const pair = { display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' } };
  const decimal = { htmlInput: { inputMode: 'decimal' as const, autoComplete: 'off' } };
  return (
    <form onSubmit={submit} noValidate>
      <DialogTitle id={titleId} variant="h2">{t('experiments.start')}</DialogTitle>
      <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
        <TextField {...text('name', t('experiments.name'), t('experiments.nameHelp'))} autoFocus required margin="dense" sx={{ mb: 0 }} />
        <TextField {...text('id', t('experiments.id'), t('experiments.idHelp'))} />
        <ScopeField id={`${formId}-scope`} label={t('experiments.scope')} value={draft.scope} error={fault('scope') !== null} help={fault('scope') ?? ''} onChange={(scope) => change({ scope })} onBlur={leave('scope')} />
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
        {start.error !== null && <Alert severity="error">{isKnown ? t('experiments.known') : t('experiments.startFailed', { detail: explain(start.error) })}</Alert>}
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button variant="outlined" onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="contained" disabled={start.isPending}>{t('experiments.startButton')}</Button>
      </DialogActions>
    </form>
  );
}
