import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { browserZone } from '@/format/format';
import { AskDialog } from '@/ui/AskDialog';
import { useExplain } from '@/ui/use-explain';
import type { Budget } from '../api/types';
import { useAskIncrease } from '../api/use-budgets';
import { increaseFaults } from '../model/increase';
import { readAmount } from '../model/amount';
import { useMoneyOf } from './use-money-of';

interface AskIncreaseDialogProps {
  open: boolean;
  budget: Budget;
  onClose: () => void;
}

/** Asks for a larger budget: how much, why, until when. */
export function AskIncreaseDialog({ open, budget, onClose }: AskIncreaseDialogProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const formId = useId();
  const moneyOf = useMoneyOf();
  const ask = useAskIncrease();
  const [draft, setDraft] = useState({ amount: '', reason: '', until: '' });
  const [isSent, setSent] = useState(false);
  const present = budget.increase?.amount ?? budget.amount;
  const faults = increaseFaults(draft, present);
  const change = (patch: Partial<typeof draft>) => {
    ask.reset();
    setDraft((current) => ({ ...current, ...patch }));
  };
  const close = () => {
    ask.reset();
    setSent(false);
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    const first = (['amount', 'reason', 'until'] as const).find((field) => faults[field] !== undefined);
    if (first !== undefined) document.getElementById(`${formId}-${first}`)?.focus();
    else ask.mutate({ id: budget.id, amount: readAmount(draft.amount)!, reason: draft.reason.trim(), until: draft.until === '' ? null : new Date(draft.until).toISOString() }, { onSuccess: close });
  };
  const text = (field: keyof typeof draft, label: string, help: string) => ({
    id: `${formId}-${field}`, size: 'small' as const, fullWidth: true, label, value: draft[field],
    onChange: (event: { target: { value: string } }) => change({ [field]: event.target.value }),
    error: isSent && faults[field] !== undefined,
    helperText: isSent && faults[field] !== undefined ? t(`budgets.increaseFault.${faults[field]}`, { amount: moneyOf(present, budget.currency) }) : help,
  });
  return (
    <AskDialog
      open={open}
      title={t('budgets.askTitle', { name: budget.name })}
      onClose={close}
      actions={(
        <>
          <Button variant="outlined" onClick={close}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} variant="contained" disabled={ask.isPending}>{t('budgets.sendRequest')}</Button>
        </>
      )}
    >
      <Box component="form" id={formId} onSubmit={submit} noValidate sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 0.5 }}>
        <TextField {...text('amount', t('budgets.wantedAmount', { currency: budget.currency }), t('budgets.presentAmount', { amount: moneyOf(present, budget.currency) }))} autoFocus required slotProps={{ htmlInput: { inputMode: 'decimal', autoComplete: 'off' } }} />
        <TextField {...text('reason', t('budgets.reason'), t('budgets.reasonHelp'))} required multiline minRows={2} maxRows={6} slotProps={{ htmlInput: { maxLength: 2_000 } }} />
        <TextField {...text('until', t('budgets.until'), t('budgets.untilHelp', { zone: browserZone() }))} type="datetime-local" slotProps={{ inputLabel: { shrink: true } }} />
        {ask.error !== null && <Alert severity="error">{t('budgets.askFailed', { detail: explain(ask.error) })}</Alert>}
      </Box>
    </AskDialog>
  );
}
