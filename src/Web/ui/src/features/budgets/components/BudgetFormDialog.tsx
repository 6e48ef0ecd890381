import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import { useFormat } from '@/format/use-format';
import { ScopeField } from '@/ui/ScopeField';
import { Segmented } from '@/ui/Segmented';
import { useExplain } from '@/ui/use-explain';
import { useScopeName } from '@/ui/use-scope-name';
import type { Budget } from '../api/types';
import { useSaveBudget } from '../api/use-budgets';
import { budgetDraft, budgetFaults, budgetFields, budgetPeriods, budgetRequest, newBudget, type BudgetDraft, type BudgetField } from '../model/budget-form';

interface BudgetFormDialogProps {
  open: boolean;
  /** The budget to change; null makes a new one. */
  budget: Budget | null;
  onClose: () => void;
  onSaved: (id: string) => void;
}

export function BudgetFormDialog(props: BudgetFormDialogProps) {
  const titleId = useId();
  return (
    <Dialog open={props.open} onClose={props.onClose} aria-labelledby={titleId} maxWidth="sm" fullWidth>
      <BudgetForm {...props} titleId={titleId} />
    </Dialog>
  );
}

function BudgetForm({ budget, onClose, onSaved, titleId }: BudgetFormDialogProps & { titleId: string }) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const explain = useExplain();
  const formId = useId();
  const [draft, setDraft] = useState<BudgetDraft>(() => (budget === null ? newBudget(format.currency, 'org') : budgetDraft(budget)));
  // A field is told its fault once it was left or the form was sent, then with every letter.
  const [seen, setSeen] = useState<ReadonlySet<BudgetField>>(new Set());
  const save = useSaveBudget();
  const faults = budgetFaults(draft);
  const refused = save.error instanceof ApiProblem ? save.error.fields : {};
  const change = (patch: Partial<BudgetDraft>) => {
    save.reset();
    setDraft((current) => ({ ...current, ...patch }));
  };
  const leave = (field: BudgetField) => () => setSeen((current) => new Set([...current, field]));
  const fault = (field: BudgetField): string | null => {
    if (seen.has(field) && faults[field] !== undefined) return t(`budgets.fault.${faults[field]}`);
    return refused[field]?.join(' ') ?? null;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSeen(new Set(budgetFields));
    const first = budgetFields.find((field) => faults[field] !== undefined);
    if (first !== undefined) document.getElementById(`${formId}-${first}`)?.focus();
    else save.mutate({ id: budget?.id ?? null, budget: budgetRequest(draft, budget === null) }, { onSuccess: (saved) => onSaved(saved.id) });
  };
  const text = (field: Exclude<BudgetField, 'scope'>, label: string, help = '') => ({
    id: `${formId}-${field}`, size: 'small' as const, fullWidth: true, label, value: draft[field],
    onChange: (event: { target: { value: string } }) => change({ [field]: event.target.value }),
    onBlur: leave(field), error: fault(field) !== null, helperText: fault(field) ?? help,
  });
  const pair = { display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' } };
  const isTotal = draft.period === 'total';
  return (
    <form onSubmit={submit} noValidate>
      <DialogTitle id={titleId} variant="h2">{budget === null ? t('budgets.add') : t('budgets.editTitle', { name: budget.name })}</DialogTitle>
      <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
        <TextField {...text('name', t('budgets.name'), t('budgets.nameHelp'))} autoFocus required margin="dense" sx={{ mb: 0 }} />
        {budget === null
          ? <ScopeField id={`${formId}-scope`} label={t('budgets.scope')} value={draft.scope} error={fault('scope') !== null} help={fault('scope') ?? t('budgets.scopeHelp')} onChange={(scope) => change({ scope })} onBlur={leave('scope')} />
          : <Typography sx={{ color: 'text.secondary' }}>{t('budgets.keeps', { scope: scopeName.path(budget.scope.key), period: t(`budgets.period.${budget.period}`) })}</Typography>}
        <Box sx={pair}>
          <TextField {...text('amount', t('budgets.amountTitle'))} required slotProps={{ htmlInput: { inputMode: 'decimal', autoComplete: 'off' } }} />
          <TextField {...text('currency', t('budgets.currency'), t('budgets.currencyHelp'))} slotProps={{ htmlInput: { maxLength: 3, autoComplete: 'off' } }} />
        </Box>
        {budget === null && (
          <TextField select size="small" fullWidth id={`${formId}-period`} label={t('budgets.periodTitle')} value={draft.period} helperText={t('budgets.periodHelp')} onChange={(event) => change({ period: event.target.value as BudgetDraft['period'] })}>
            {budgetPeriods.map((period) => <MenuItem key={period} value={period}>{t(`budgets.period.${period}`)}</MenuItem>)}
          </TextField>
        )}
        {isTotal && (
          <Box sx={pair}>
            <TextField {...text('start', t('budgets.start'), t('budgets.startHelp', { zone: format.zone }))} type="datetime-local" slotProps={{ inputLabel: { shrink: true } }} />
            <TextField {...text('end', t('budgets.end'), t('budgets.endHelp'))} type="datetime-local" slotProps={{ inputLabel: { shrink: true } }} />
          </Box>
        )}
        <Box>
          <Segmented label={t('budgets.kindTitle')} value={draft.hard ? 'hard' : 'soft'} options={[{ value: 'soft', label: t('budgets.soft') }, { value: 'hard', label: t('budgets.hard') }]} onChange={(next) => change({ hard: next === 'hard' })} />
          <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 0.5 }}>{t(draft.hard ? 'budgets.hardHelp' : 'budgets.softHelp')}</Typography>
        </Box>
        <Box sx={pair}>
          <TextField {...text('thresholds', t('budgets.thresholds'), t('budgets.thresholdsHelp'))} />
          <TextField {...text('forecastProbability', t('budgets.forecastAt'), t('budgets.forecastAtHelp'))} slotProps={{ htmlInput: { inputMode: 'decimal' } }} />
        </Box>
        {!isTotal && (
          <Box sx={pair}>
            <FormControlLabel sx={{ ml: -0.5, gap: 1 }} control={<Switch size="small" checked={draft.carriesOver} onChange={(_, carriesOver) => change({ carriesOver })} />} label={t('budgets.carriesOver')} />
            {draft.carriesOver && <TextField {...text('carryOverCap', t('budgets.carryOverCap'), t('budgets.carryOverCapHelp'))} slotProps={{ htmlInput: { inputMode: 'decimal' } }} />}
          </Box>
        )}
        <TextField {...text('owner', t('budgets.owner'), t('budgets.ownerHelp'))} />
        <TextField {...text('freeModels', t('budgets.freeModels'), t('budgets.freeModelsHelp'))} multiline minRows={1} maxRows={4} />
        {save.error !== null && <Alert severity="error">{t('budgets.failed', { detail: explain(save.error) })}</Alert>}
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button variant="outlined" onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="contained" disabled={save.isPending}>{t('common.save')}</Button>
      </DialogActions>
    </form>
  );
}
