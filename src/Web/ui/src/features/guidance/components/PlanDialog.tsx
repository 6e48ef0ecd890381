import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import type { PlannedEvent } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { Segmented } from '@/ui/Segmented';
import { useExplain } from '@/ui/use-explain';
import { useSavePlan } from '../api/use-plans';
import { draftOf, newDraft, planFaults, planFields, planRequest, type PlanDraft, type PlanField } from '../model/plan-form';
import { ScopeField } from '@/ui/ScopeField';

interface PlanDialogProps {
  open: boolean;
  /** The event to change; null plans a new one. */
  plan: PlannedEvent | null;
  /** Where a new one is planned, unless something else is chosen. */
  scope: string | null;
  onClose: () => void;
}

export function PlanDialog(props: PlanDialogProps) {
  const titleId = useId();
  return (
    <Dialog open={props.open} onClose={props.onClose} aria-labelledby={titleId} maxWidth="sm" fullWidth>
      <PlanForm {...props} titleId={titleId} />
    </Dialog>
  );
}

function PlanForm({ plan, scope, onClose, titleId }: PlanDialogProps & { titleId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const formId = useId();
  const [draft, setDraft] = useState<PlanDraft>(() => (plan === null ? newDraft(Date.now(), scope) : draftOf(plan)));
  // A field is told its fault once it was left or the form was sent, then with every letter.
  const [seen, setSeen] = useState<ReadonlySet<PlanField>>(new Set());
  const save = useSavePlan();
  const faults = planFaults(draft);
  const hasNoHistory = save.error instanceof ApiProblem && 'factor' in save.error.fields;

  const change = (patch: Partial<PlanDraft>) => {
    save.reset();
    setDraft((current) => ({ ...current, ...patch }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSeen(new Set(planFields));
    const first = planFields.find((field) => faults[field] !== undefined);
    if (first !== undefined) document.getElementById(`${formId}-${first}`)?.focus();
    else save.mutate({ id: plan?.id ?? null, plan: planRequest(draft) }, { onSuccess: onClose });
  };
  const leave = (field: PlanField) => () => setSeen((current) => new Set([...current, field]));
  const fault = (field: PlanField) => (seen.has(field) && faults[field] !== undefined ? t(`guidance.fault.${faults[field]}`) : null);
  const text = (field: Exclude<PlanField, 'scope'>, label: string, help = '') => ({
    id: `${formId}-${field}`,
    size: 'small' as const,
    fullWidth: true,
    label,
    value: draft[field],
    onChange: (event: { target: { value: string } }) => change({ [field]: event.target.value }),
    onBlur: leave(field),
    error: fault(field) !== null,
    helperText: fault(field) ?? help,
  });

  return (
    <form onSubmit={submit} noValidate>
      <DialogTitle id={titleId} variant="h2">{t(plan === null ? 'guidance.addTitle' : 'guidance.editTitle')}</DialogTitle>
      <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
        <TextField {...text('title', t('guidance.title'), t('guidance.titleHelp'))} autoFocus required margin="dense" sx={{ mb: 0 }} />
        <ScopeField
          id={`${formId}-scope`}
          label={t('guidance.scope')}
          value={draft.scope}
          error={fault('scope') !== null}
          help={fault('scope') ?? t('guidance.scopeHelp')}
          onChange={(next) => change({ scope: next })}
          onBlur={leave('scope')}
        />
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' } }}>
          <TextField {...text('start', t('guidance.start'), t('guidance.zone', { zone: format.zone }))} type="datetime-local" required slotProps={{ inputLabel: { shrink: true } }} />
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
                  {...(hasNoHistory ? { error: true, helperText: t('guidance.fault.noHistory') } : {})}
                  required
                  slotProps={{ htmlInput: { inputMode: 'decimal', autoComplete: 'off' } }}
                />
              )}
          </Box>
        </Box>
        <TextField {...text('note', t('guidance.note'))} multiline minRows={2} maxRows={6} />
        {save.error !== null && !hasNoHistory && <Alert severity="error">{t('guidance.saveFailed', { detail: explain(save.error) })}</Alert>}
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button variant="outlined" onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="contained" disabled={save.isPending}>{t('common.save')}</Button>
      </DialogActions>
    </form>
  );
}
