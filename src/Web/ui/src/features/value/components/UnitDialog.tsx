import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { DialogForm } from '@/ui/DialogForm';
import { ScopeField } from '@/ui/ScopeField';
import { useExplain } from '@/ui/use-explain';
import { useForm } from '@/ui/use-form';
import { useScopeName } from '@/ui/use-scope-name';
import type { ValueUnit } from '../api/types';
import { useSaveUnit } from '../api/use-value';
import { MAX_NAME, newUnit, unitDraft, unitFaults, unitFields, unitRequest } from '../model/value-form';

interface UnitDialogProps {
  open: boolean;
  /** The unit to change; null sets up a new one. */
  unit: ValueUnit | null;
  /** Where a new one lies at first. */
  scope: string;
  onClose: () => void;
  onSaved: (unit: ValueUnit) => void;
}

export function UnitDialog({ open, ...rest }: UnitDialogProps) {
  return <Dialog open={open} onClose={rest.onClose} maxWidth="sm" fullWidth><UnitForm {...rest} /></Dialog>;
}

function UnitForm({ unit, scope: at, onClose, onSaved }: Omit<UnitDialogProps, 'open'>) {
  const { t } = useTranslation();
  const { currency } = useFormat();
  const scopeName = useScopeName();
  const explain = useExplain();
  const save = useSaveUnit();
  const { draft, text, scope, submit, error } = useForm({
    initial: () => (unit === null ? newUnit(at, currency) : unitDraft(unit)),
    fields: unitFields,
    faults: unitFaults,
    words: (fault) => t(`value.fault.${fault}`),
    deed: save,
  });
  return (
    <DialogForm
      title={unit === null ? t('value.add') : t('value.editTitle', { name: unit.name })}
      isBusy={save.isPending}
      onSubmit={submit(() => save.mutate({ id: unit?.id ?? null, unit: unitRequest(draft) }, { onSuccess: onSaved }))}
      onClose={onClose}
    >
      <TextField {...text('name', t('value.name'), t('value.nameHelp'))} autoFocus required slotProps={{ htmlInput: { maxLength: MAX_NAME, autoComplete: 'off' } }} />
      {unit === null
        ? <ScopeField {...scope('scope', t('value.scope'), t('value.scopeHelp'))} />
        : <Typography sx={{ color: 'text.secondary' }}>{t('value.keeps', { scope: scopeName.path(unit.scope) })}</Typography>}
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '2fr 1fr' } }}>
        <TextField {...text('worth', t('value.worth'), t('value.worthHelp'))} slotProps={{ htmlInput: { inputMode: 'decimal', autoComplete: 'off' } }} />
        <TextField {...text('currency', t('value.currency'), t('value.currencyHelp'))} slotProps={{ htmlInput: { maxLength: 3, autoComplete: 'off' } }} />
      </Box>
      {error !== null && <Alert severity="error">{explain(error)}</Alert>}
    </DialogForm>
  );
}
