import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import TextField from '@mui/material/TextField';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Summary } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { DialogForm } from '@/ui/DialogForm';
import { useExplain } from '@/ui/use-explain';
import { putBudget } from '../api/put-budget';
import { readAmount } from '../model/amount';

interface BudgetDialogProps {
  summary: Summary;
  name: string;
  open: boolean;
  onClose: () => void;
}

export function BudgetDialog(props: BudgetDialogProps) {
  return (
    <Dialog open={props.open} onClose={props.onClose} maxWidth="xs" fullWidth>
      <BudgetForm {...props} />
    </Dialog>
  );
}

function BudgetForm({ summary, name, onClose }: BudgetDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const client = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(summary.budget === null ? '' : String(summary.budget.monthlyAmount));
  const [isWrong, setIsWrong] = useState(false);
  const save = useMutation({
    mutationFn: (amount: number | null) => putBudget(summary.scope, amount),
    onSuccess: async () => {
      await Promise.all(['summary', 'children', 'forecast'].map((key) => client.invalidateQueries({ queryKey: [key] })));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const amount = readAmount(text);
    setIsWrong(amount === null);
    if (amount === null) field.current?.focus();
    else save.mutate(amount);
  };
  const spent = format.money(summary.monthToDate.spend.total);
  const help = summary.monthEnd === null
    ? t('budgets.help', { spent })
    : t('budgets.helpForecast', { spent, expected: format.money(summary.monthEnd.p50) });
  return (
    <DialogForm
      title={t('budgets.titleFor', { name })}
      isBusy={save.isPending}
      aside={summary.budget !== null && <Button color="error" onClick={() => save.mutate(null)} disabled={save.isPending}>{t('budgets.remove')}</Button>}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        autoFocus
        fullWidth
        inputRef={field}
        label={t('budgets.amount', { currency: format.currency })}
        value={text}
        onChange={(event) => setText(event.target.value)}
        error={isWrong}
        helperText={isWrong ? t('budgets.notANumber') : help}
        slotProps={{ htmlInput: { inputMode: 'decimal', autoComplete: 'off' } }}
      />
      {save.error !== null && <Alert severity="error">{t('budgets.failed', { detail: explain(save.error) })}</Alert>}
    </DialogForm>
  );
}
