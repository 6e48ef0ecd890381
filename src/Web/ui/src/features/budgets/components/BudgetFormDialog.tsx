import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { browserZone } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { DialogForm } from '@/ui/DialogForm';
import { ScopeField } from '@/ui/ScopeField';
import { Segmented } from '@/ui/Segmented';
import { useExplain } from '@/ui/use-explain';
import { useForm } from '@/ui/use-form';
import { useScopeName } from '@/ui/use-scope-name';
import type { Budget } from '../api/types';
import { useSaveBudget } from '../api/use-budgets';
import { budgetDraft, budgetFaults, budgetFields, budgetPeriods, budgetRequest, newBudget, type BudgetDraft } from '../model/budget-form';

interface BudgetFormDialogProps {
  open: boolean;
  /** The budget to change; null makes a new one. */
  budget: Budget | null;
  /** What a new one begins with. */
  preset?: Partial<BudgetDraft>;
  onClose: () => void;
  onSaved: (id: string) => void;
}

export function BudgetFormDialog({ open, ...rest }: BudgetFormDialogProps) {
  return <Dialog open={open} onClose={rest.onClose} maxWidth="sm" fullWidth><BudgetForm {...rest} /></Dialog>;
}

function BudgetForm({ budget, preset, onClose, onSaved }: Omit<BudgetFormDialogProps, 'open'>) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const explain = useExplain();
  const save = useSaveBudget();
  const { id, draft, change, text, scope, submit, error } = useForm({
    initial: () => (budget === null ? { ...newBudget(format.currency, 'org'), ...preset } : budgetDraft(budget)),
    fields: budgetFields,
    faults: budgetFaults,
    words: (fault) => t(`budgets.fault.${fault}`),
    deed: save,
  });
  const send = () => save.mutate({ id: budget?.id ?? null, budget: budgetRequest(draft, budget === null) }, { onSuccess: (saved) => onSaved(saved.id) });
  const pair = { display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' } };
  const isTotal = draft.period === 'total';
  return (
    <DialogForm title={budget === null ? t('budgets.add') : t('budgets.editTitle', { name: budget.name })} isBusy={save.isPending} onSubmit={submit(send)} onClose={onClose}>
      <TextField {...text('name', t('budgets.name'), t('budgets.nameHelp'))} autoFocus required />
      {budget === null
        ? <ScopeField {...scope('scope', t('budgets.scope'), t('budgets.scopeHelp'))} />
        : <Typography sx={{ color: 'text.secondary' }}>{t('budgets.keeps', { scope: scopeName.path(budget.scope.key), period: t(`budgets.period.${budget.period}`) })}</Typography>}
      <Box sx={pair}>
        <TextField {...text('amount', t('budgets.amountTitle'))} required slotProps={{ htmlInput: { inputMode: 'decimal', autoComplete: 'off' } }} />
        <TextField {...text('currency', t('budgets.currency'), t('budgets.currencyHelp'))} slotProps={{ htmlInput: { maxLength: 3, autoComplete: 'off' } }} />
      </Box>
      {budget === null && (
        <TextField select size="small" fullWidth id={`${id}-period`} label={t('budgets.periodTitle')} value={draft.period} helperText={t('budgets.periodHelp')} onChange={(event) => change({ period: event.target.value as BudgetDraft['period'] })}>
          {budgetPeriods.map((period) => <MenuItem key={period} value={period}>{t(`budgets.period.${period}`)}</MenuItem>)}
        </TextField>
      )}
      {isTotal && (
        <Box sx={pair}>
          <TextField {...text('start', t('budgets.start'), t('budgets.startHelp', { zone: browserZone() }))} type="datetime-local" slotProps={{ inputLabel: { shrink: true } }} />
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
      {error !== null && <Alert severity="error">{t('budgets.failed', { detail: explain(error) })}</Alert>}
    </DialogForm>
  );
}
