import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogForm } from '@/ui/DialogForm';
import { RemoveIcon } from '@/ui/icons';
import { dimensionsQuery } from '../api/queries';
import type { Rule } from '../api/types';
import { emptyCondition, maxConditions, newRule, operators, ruleDraft, ruleFaults, ruleOf, type ConditionDraft, type RuleDraft } from '../model/rule-form';
import { assignmentFields } from '../model/rules';

interface RuleDialogProps {
  open: boolean;
  /** The rule to change; null adds one. */
  rule: Rule | null;
  taken: readonly string[];
  onClose: () => void;
  onDone: (rule: Rule) => void;
}

/** Writes one rule; nothing is saved before the list of rules is. */
export function RuleDialog(props: RuleDialogProps) {
  return (
    <Dialog open={props.open} onClose={props.onClose} maxWidth="md" fullWidth>
      <RuleForm {...props} />
    </Dialog>
  );
}

function RuleForm({ rule, taken, onClose, onDone }: RuleDialogProps) {
  const { t } = useTranslation();
  const formId = useId();
  const { data: dimensions } = useQuery(dimensionsQuery());
  const [draft, setDraft] = useState<RuleDraft>(() => (rule === null ? newRule() : ruleDraft(rule)));
  const [isSent, setSent] = useState(false);
  const faults = ruleFaults(draft);
  const fault = (field: string) => (isSent && faults[field] !== undefined ? t(`attribution.fault.${faults[field]}`) : null);
  const change = (patch: Partial<RuleDraft>) => setDraft((current) => ({ ...current, ...patch }));
  const changeCondition = (at: number, patch: Partial<ConditionDraft>) => change({ conditions: draft.conditions.map((condition, i) => (i === at ? { ...condition, ...patch } : condition)) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    const first = Object.keys(faults)[0];
    if (first !== undefined) document.getElementById(`${formId}-${first === 'assign' ? 'assign.team' : first}`)?.focus();
    else onDone(ruleOf(draft, rule?.id ?? null, taken));
  };
  const names = [...(dimensions?.items.map((item) => item.name) ?? []), 'tag:'];
  return (
    <DialogForm title={rule === null ? t('attribution.addRule') : t('attribution.editRule', { name: rule.name })} action={t('attribution.take')} isBusy={false} onSubmit={submit} onClose={onClose}>
      <TextField id={`${formId}-name`} autoFocus required size="small" fullWidth label={t('attribution.name')} value={draft.name} onChange={(event) => change({ name: event.target.value })} error={fault('name') !== null} helperText={fault('name') ?? ''} />
      <Typography variant="subtitle2" component="h3">{t('attribution.when')}</Typography>
      {draft.conditions.map((condition, i) => (
        <Box key={i} role="group" aria-label={t('attribution.conditionOf', { number: i + 1 })} sx={{ display: 'grid', gap: 1, gridTemplateColumns: { xs: 'minmax(0, 1fr) auto', sm: '200px 150px minmax(0, 1fr) auto' }, alignItems: 'start' }}>
          <Autocomplete
            freeSolo
            id={`${formId}-conditions.${i}.dimension`}
            size="small"
            options={names}
            inputValue={condition.dimension}
            onInputChange={(_, dimension) => changeCondition(i, { dimension })}
            sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' } }}
            renderInput={(params) => <TextField {...params} label={t('attribution.dimension')} error={fault(`conditions.${i}.dimension`) !== null} helperText={fault(`conditions.${i}.dimension`) ?? t('attribution.dimensionHelp')} />}
          />
          <TextField select size="small" label={t('attribution.operatorTitle')} value={condition.operator} onChange={(event) => changeCondition(i, { operator: event.target.value as ConditionDraft['operator'] })} sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' } }}>
            {operators.map((operator) => <MenuItem key={operator} value={operator}>{t(`attribution.operator.${operator}`)}</MenuItem>)}
          </TextField>
          <TextField id={`${formId}-conditions.${i}.values`} size="small" label={t('attribution.value')} value={condition.values} onChange={(event) => changeCondition(i, { values: event.target.value })} error={fault(`conditions.${i}.values`) !== null} helperText={fault(`conditions.${i}.values`) ?? t(`attribution.valuesHelp.${condition.operator}`)} />
          <IconButton aria-label={t('attribution.removeCondition', { number: i + 1 })} disabled={draft.conditions.length === 1} onClick={() => change({ conditions: draft.conditions.filter((_, at) => at !== i) })}><RemoveIcon sx={{ fontSize: 18 }} /></IconButton>
        </Box>
      ))}
      <Box><Button variant="outlined" disabled={draft.conditions.length >= maxConditions} onClick={() => change({ conditions: [...draft.conditions, emptyCondition] })}>{t('attribution.addCondition')}</Button></Box>
      <Typography variant="subtitle2" component="h3">{t('attribution.then')}</Typography>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(3, minmax(0, 1fr))' } }}>
        {assignmentFields.map((field) => (
          <TextField key={field} id={`${formId}-assign.${field}`} size="small" label={t(`attribution.field.${field}`)} value={draft.assign[field]} onChange={(event) => change({ assign: { ...draft.assign, [field]: event.target.value } })} error={field === 'team' && fault('assign') !== null} helperText={field === 'team' ? fault('assign') ?? '' : ''} />
        ))}
      </Box>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>{t('attribution.templateHelp', { star: '{1}', model: '{model}' })}</Typography>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(3, minmax(0, 1fr))' } }}>
        <TextField id={`${formId}-from`} type="date" size="small" label={t('attribution.from')} value={draft.from} onChange={(event) => change({ from: event.target.value })} helperText={t('attribution.fromHelp')} slotProps={{ inputLabel: { shrink: true } }} />
        <TextField id={`${formId}-until`} type="date" size="small" label={t('attribution.until')} value={draft.until} onChange={(event) => change({ until: event.target.value })} error={fault('until') !== null} helperText={fault('until') ?? t('attribution.untilHelp')} slotProps={{ inputLabel: { shrink: true } }} />
      </Box>
    </DialogForm>
  );
}
