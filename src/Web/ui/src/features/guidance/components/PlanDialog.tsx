import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import TextField from '@mui/material/TextField';
import { useTranslation } from 'react-i18next';
import type { PlannedEvent } from '@/api/types';
import { browserZone } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { DialogForm } from '@/ui/DialogForm';
import { ScopeField } from '@/ui/ScopeField';
import { Segmented } from '@/ui/Segmented';
import { useExplain } from '@/ui/use-explain';
import { useForm } from '@/ui/use-form';
import { useSavePlan } from '../api/use-plans';
import { draftOf, newDraft, planFaults, planFields, planRequest } from '../model/plan-form';

interface PlanDialogProps {
  open: boolean;
  /** The event to change; null plans a new one. */
  plan: PlannedEvent | null;
  /** Where a new one is planned, unless something else is chosen. */
  scope: string | null;
  onClose: () => void;
}

export function PlanDialog({ open, ...rest }: PlanDialogProps) {
  return <Dialog open={open} onClose={rest.onClose} maxWidth="sm" fullWidth><PlanForm {...rest} /></Dialog>;
}

function PlanForm({ plan, scope: at, onClose }: Omit<PlanDialogProps, 'open'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const save = useSavePlan();
  const { draft, change, text, scope, isRefused, submit, error } = useForm({
    initial: () => (plan === null ? newDraft(Date.now(), at) : draftOf(plan)),
    fields: planFields,
    faults: planFaults,
    words: (fault) => t(`guidance.fault.${fault}`),
    deed: save,
  });
  return (
    <DialogForm
      title={t(plan === null ? 'guidance.addTitle' : 'guidance.editTitle')}
      isBusy={save.isPending}
      onSubmit={submit(() => save.mutate({ id: plan?.id ?? null, plan: planRequest(draft) }, { onSuccess: onClose }))}
      onClose={onClose}
    >
      <TextField {...text('title', t('guidance.title'), t('guidance.titleHelp'))} autoFocus required />
      <ScopeField {...scope('scope', t('guidance.scope'), t('guidance.scopeHelp'))} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' } }}>
        <TextField {...text('start', t('guidance.start'), t('guidance.zone', { zone: browserZone() }))} type="datetime-local" required slotProps={{ inputLabel: { shrink: true } }} />
        <TextField {...text('end', t('guidance.end'))} type="datetime-local" required slotProps={{ inputLabel: { shrink: true }, htmlInput: { min: draft.start } }} />
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'flex-start' }}>
        <Segmented
          label={t('guidance.measureTitle')}
          value={draft.measure}
          options={[{ value: 'amount', label: t('guidance.measure.amount') }, { value: 'factor', label: t('guidance.measure.factor') }]}
          onChange={(measure) => change({ measure })}
        />
        <Box sx={{ flex: 1, minWidth: 220 }}>
          {draft.measure === 'amount'
            ? <TextField {...text('amount', t('guidance.amount', { currency: format.currency }), t('guidance.amountHelp'))} required slotProps={{ htmlInput: { inputMode: 'text', autoComplete: 'off' } }} />
            : (
              <TextField
                {...text('factor', t('guidance.factor'), t('guidance.factorHelp'))}
                {...(isRefused('factor') ? { error: true, helperText: t('guidance.fault.noHistory') } : {})}
                required
                slotProps={{ htmlInput: { inputMode: 'decimal', autoComplete: 'off' } }}
              />
            )}
        </Box>
      </Box>
      <TextField {...text('note', t('guidance.note'))} multiline minRows={2} maxRows={6} />
      {error !== null && <Alert severity="error">{t('guidance.saveFailed', { detail: explain(error) })}</Alert>}
    </DialogForm>
  );
}
