import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { browserZone } from '@/format/format';
import { AskDialog } from '@/ui/AskDialog';
import { useExplain } from '@/ui/use-explain';
import type { Increase } from '../api/types';
import { useDecideIncrease, type Answer } from '../api/use-budgets';
import { toLocal } from '../model/budget-form';
import { useMoneyOf } from './use-money-of';

interface DecideDialogProps {
  open: boolean;
  request: Increase;
  answer: Answer;
  onClose: () => void;
}

/** Answers a request for a larger budget: with a word, and an end where it is approved. */
export function DecideDialog({ open, request, answer, onClose }: DecideDialogProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const moneyOf = useMoneyOf();
  const decide = useDecideIncrease();
  const [comment, setComment] = useState('');
  const [until, setUntil] = useState(() => (request.until === null ? '' : toLocal(request.until)));
  const close = () => {
    decide.reset();
    onClose();
  };
  const send = () => decide.mutate(
    { budget: request.budgetId, id: request.id, answer, comment: comment.trim() || null, until: answer === 'approve' && until !== '' ? new Date(until).toISOString() : null },
    { onSuccess: close },
  );
  const name = request.budgetName ?? request.budgetId;
  return (
    <AskDialog
      open={open}
      title={t(`budgets.decide.${answer}Title`, { name })}
      onClose={close}
      actions={(
        <>
          <Button variant="outlined" onClick={close}>{t('common.cancel')}</Button>
          <Button variant="contained" disabled={decide.isPending} onClick={send}>{t(`budgets.decide.${answer}`)}</Button>
        </>
      )}
    >
      <Typography>{t(`budgets.decide.${answer}Text`, { by: request.by, amount: moneyOf(request.amount, request.currency) })}</Typography>
      {answer === 'approve' && (
        <TextField type="datetime-local" size="small" label={t('budgets.until')} value={until} onChange={(event) => setUntil(event.target.value)} helperText={t('budgets.untilHelp', { zone: browserZone() })} slotProps={{ inputLabel: { shrink: true } }} />
      )}
      <TextField size="small" label={t('budgets.comment')} value={comment} onChange={(event) => setComment(event.target.value)} multiline minRows={2} maxRows={6} slotProps={{ htmlInput: { maxLength: 2_000 } }} />
      {decide.error !== null && <Alert severity="error">{t('budgets.decideFailed', { detail: explain(decide.error) })}</Alert>}
    </AskDialog>
  );
}
