import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Source } from '@/api/types';
import { useExplain } from '@/ui/use-explain';
import { useMinute } from '@/ui/use-now';
import { useBackfillSource } from '../api/use-sources';
import { backfillFault, backfillRequest, newBackfill } from '../model/backfill';
import { AskDialog } from '@/ui/AskDialog';

interface BackfillDialogProps {
  open: boolean;
  source: Source;
  /** Whether any range can be asked for; if not, everything is read again. */
  readsByTime: boolean;
  onClose: () => void;
}

export function BackfillDialog(props: BackfillDialogProps) {
  const { t } = useTranslation();
  const formId = useId();
  const backfill = useBackfillSource();
  const close = () => {
    backfill.reset();
    props.onClose();
  };
  return (
    <AskDialog
      open={props.open}
      title={t('sources.backfillTitle', { name: props.source.name })}
      onClose={close}
      actions={(
        <>
          <Button variant="outlined" onClick={close}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} variant="contained" disabled={backfill.isPending}>{t('sources.backfillStart')}</Button>
        </>
      )}
    >
      <BackfillForm {...props} onClose={close} formId={formId} backfill={backfill} />
    </AskDialog>
  );
}

function BackfillForm({ source, readsByTime, onClose, formId, backfill }: BackfillDialogProps & { formId: string; backfill: ReturnType<typeof useBackfillSource> }) {
  const { t } = useTranslation();
  const explain = useExplain();
  const now = useMinute();
  const [draft, setDraft] = useState(() => newBackfill(source, now));
  const [isSent, setSent] = useState(false);
  const fault = readsByTime ? backfillFault(draft, now) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (fault === null) backfill.mutate({ id: source.id, ...backfillRequest(readsByTime ? draft : { from: source.since.slice(0, 10), to: '' }, Date.now()) }, { onSuccess: onClose });
  };
  const runs = source.state.backfill !== null && source.state.backfill.finishedAt === null;
  const day = (name: 'from' | 'to', label: string, help: string) => (
    <TextField
      id={`${formId}-${name}`}
      type="date"
      size="small"
      fullWidth
      required
      label={label}
      value={draft[name]}
      onChange={(event) => setDraft((current) => ({ ...current, [name]: event.target.value }))}
      error={isSent && fault?.field === name}
      helperText={isSent && fault?.field === name ? t(`sources.backfillFault.${fault.word}`) : help}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
  return (
    <Box component="form" id={formId} onSubmit={submit} noValidate sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 0.5 }}>
      <Typography>{t(readsByTime ? 'sources.backfillText' : 'sources.backfillAllText')}</Typography>
      {readsByTime && (
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' } }}>
          {day('from', t('sources.from'), t('sources.utcDay'))}
          {day('to', t('sources.to'), t('sources.dayIncluded'))}
        </Box>
      )}
      {runs && <Alert severity="warning">{t('sources.backfillReplaces')}</Alert>}
      {backfill.error !== null && <Alert severity="error">{t('sources.deedFailed', { detail: explain(backfill.error) })}</Alert>}
    </Box>
  );
}
