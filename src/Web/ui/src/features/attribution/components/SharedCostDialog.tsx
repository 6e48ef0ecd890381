import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogForm } from '@/ui/DialogForm';
import { RemoveIcon } from '@/ui/icons';
import { ScopeField } from '@/ui/ScopeField';
import { Segmented } from '@/ui/Segmented';
import { useExplain } from '@/ui/use-explain';
import type { SharedCost } from '../api/types';
import { useSaveSharedCost } from '../api/use-attribution';
import { drivers, methods, newShared, sharedDraft, sharedFaults, sharedRequest, type SharedDraft } from '../model/shared-form';

interface SharedCostDialogProps {
  open: boolean;
  /** The one to change; null adds one. */
  shared: SharedCost | null;
  onClose: () => void;
}

export function SharedCostDialog(props: SharedCostDialogProps) {
  return (
    <Dialog open={props.open} onClose={props.onClose} maxWidth="sm" fullWidth>
      <SharedCostForm {...props} />
    </Dialog>
  );
}

function SharedCostForm({ shared, onClose }: SharedCostDialogProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const formId = useId();
  const [draft, setDraft] = useState<SharedDraft>(() => (shared === null ? newShared() : sharedDraft(shared)));
  const [isSent, setSent] = useState(false);
  const save = useSaveSharedCost();
  const faults = sharedFaults(draft);
  const fault = (field: string) => (isSent && faults[field] !== undefined ? t(`attribution.sharedFault.${faults[field]}`) : null);
  const change = (patch: Partial<SharedDraft>) => {
    save.reset();
    setDraft((current) => ({ ...current, ...patch }));
  };
  const changeTarget = (at: number, patch: Partial<SharedDraft['targets'][number]>) => change({ targets: draft.targets.map((target, i) => (i === at ? { ...target, ...patch } : target)) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    const first = Object.keys(faults)[0];
    if (first !== undefined) document.getElementById(`${formId}-${first}`)?.focus();
    else save.mutate({ id: shared?.id ?? null, shared: sharedRequest(draft) }, { onSuccess: onClose });
  };
  const pair = { display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' } };
  return (
    <DialogForm title={shared === null ? t('attribution.addShared') : t('attribution.editShared', { name: shared.name })} isBusy={save.isPending} onSubmit={submit} onClose={onClose}>
      <TextField id={`${formId}-name`} autoFocus required size="small" fullWidth label={t('attribution.name')} value={draft.name} onChange={(event) => change({ name: event.target.value })} error={fault('name') !== null} helperText={fault('name') ?? t('attribution.sharedNameHelp')} />
      <ScopeField id={`${formId}-origin`} label={t('attribution.origin')} value={draft.origin} error={fault('origin') !== null} help={fault('origin') ?? t('attribution.originHelp')} onChange={(origin) => change({ origin })} onBlur={() => undefined} />
      <Box sx={pair}>
        <TextField size="small" label={t('attribution.onlyProvider')} value={draft.provider} onChange={(event) => change({ provider: event.target.value })} helperText={t('attribution.emptyForAll')} />
        <TextField size="small" label={t('attribution.onlyModel')} value={draft.model} onChange={(event) => change({ model: event.target.value })} helperText={t('attribution.emptyForAll')} />
      </Box>
      <Box>
        <Segmented label={t('attribution.methodTitle')} value={draft.method} options={methods.map((value) => ({ value, label: t(`attribution.method.${value}`) }))} onChange={(method) => change({ method })} />
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 0.5 }}>{t(`attribution.methodHelp.${draft.method}`)}</Typography>
      </Box>
      {draft.method === 'proportional' && (
        <Box sx={pair}>
          <TextField select size="small" label={t('attribution.driverTitle')} value={draft.driver} onChange={(event) => change({ driver: event.target.value as SharedDraft['driver'] })}>
            {drivers.map((driver) => <MenuItem key={driver} value={driver}>{t(`attribution.driver.${driver}`)}</MenuItem>)}
          </TextField>
          <TextField select size="small" label={t('attribution.fallbackTitle')} value={draft.fallback} onChange={(event) => change({ fallback: event.target.value as SharedDraft['fallback'] })}>
            {(['stay', 'even'] as const).map((value) => <MenuItem key={value} value={value}>{t(`attribution.fallback.${value}`)}</MenuItem>)}
          </TextField>
        </Box>
      )}
      <Typography variant="subtitle2" component="h3">{t('attribution.targets')}</Typography>
      {fault('targets') !== null && <Alert severity="error">{fault('targets')}</Alert>}
      {draft.targets.length === 0 && <Typography variant="caption" sx={{ color: 'text.secondary' }}>{t('attribution.everyTeam')}</Typography>}
      {draft.targets.map((target, i) => (
        <Box key={i} sx={{ display: 'grid', gap: 1, gridTemplateColumns: draft.method === 'fixed' ? 'minmax(0, 1fr) 110px auto' : 'minmax(0, 1fr) auto', alignItems: 'start' }}>
          <ScopeField id={`${formId}-targets.${i}.scope`} label={t('attribution.target')} value={target.scope} error={fault(`targets.${i}.scope`) !== null} help={fault(`targets.${i}.scope`) ?? ''} onChange={(scope) => changeTarget(i, { scope })} onBlur={() => undefined} />
          {draft.method === 'fixed' && <TextField id={`${formId}-targets.${i}.share`} size="small" label={t('attribution.share')} value={target.share} onChange={(event) => changeTarget(i, { share: event.target.value })} error={fault(`targets.${i}.share`) !== null} helperText={fault(`targets.${i}.share`) ?? ''} slotProps={{ htmlInput: { inputMode: 'decimal' } }} />}
          <IconButton aria-label={t('attribution.removeTarget', { number: i + 1 })} onClick={() => change({ targets: draft.targets.filter((_, at) => at !== i) })}><RemoveIcon sx={{ fontSize: 18 }} /></IconButton>
        </Box>
      ))}
      <Box><Button variant="outlined" onClick={() => change({ targets: [...draft.targets, { scope: null, share: '1' }] })}>{t('attribution.addTarget')}</Button></Box>
      {draft.targets.length === 0 && draft.method !== 'fixed' && <TextField size="small" label={t('attribution.except')} value={draft.except} onChange={(event) => change({ except: event.target.value })} helperText={t('attribution.exceptHelp')} />}
      <Box sx={pair}>
        <TextField type="date" size="small" label={t('attribution.from')} value={draft.from} onChange={(event) => change({ from: event.target.value })} helperText={t('attribution.fromHelp')} slotProps={{ inputLabel: { shrink: true } }} />
        <TextField id={`${formId}-until`} type="date" size="small" label={t('attribution.until')} value={draft.until} onChange={(event) => change({ until: event.target.value })} error={fault('until') !== null} helperText={fault('until') ?? t('attribution.untilHelp')} slotProps={{ inputLabel: { shrink: true } }} />
      </Box>
      {save.error !== null && <Alert severity="error">{t('attribution.sharedFailed', { detail: explain(save.error) })}</Alert>}
    </DialogForm>
  );
}
