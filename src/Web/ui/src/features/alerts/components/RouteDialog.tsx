import Alert from '@mui/material/Alert';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Severity } from '@/api/types';
import { timeZones } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { AskDialog } from '@/ui/AskDialog';
import { CheckGroup } from '@/ui/CheckGroup';
import { ScopeField } from '@/ui/ScopeField';
import { useExplain } from '@/ui/use-explain';
import type { Channel, Route } from '../api/types';
import { useSaveRoute } from '../api/use-alerts';
import { draftOf, newRoute, noticeKinds, routeFaults, routeFields, routeRequest, routeSeverities, weekdays, type RouteDraft, type RouteField } from '../model/route-form';
import { useRoleName } from './use-role-name';

interface RouteDialogProps {
  open: boolean;
  /** The route to change; null adds one. */
  route: Route | null;
  channels: readonly Channel[];
  roles: readonly string[];
  onClose: () => void;
}

export function RouteDialog({ open, route, channels, roles, onClose }: RouteDialogProps) {
  const { t } = useTranslation();
  const formId = useId();
  const save = useSaveRoute();
  const close = () => {
    save.reset();
    onClose();
  };
  return (
    <AskDialog
      open={open}
      title={route === null ? t('alerts.addRoute') : t('alerts.editTitle', { name: route.name })}
      onClose={close}
      actions={(
        <>
          <Button variant="outlined" onClick={close}>{t('common.cancel')}</Button>
          <Button variant="contained" type="submit" form={formId} disabled={save.isPending}>{t('common.save')}</Button>
        </>
      )}
    >
      <RouteForm key={route?.id ?? ''} id={formId} route={route} channels={channels} roles={roles} save={save} onSaved={close} />
    </AskDialog>
  );
}

interface RouteFormProps {
  id: string;
  route: Route | null;
  channels: readonly Channel[];
  roles: readonly string[];
  save: ReturnType<typeof useSaveRoute>;
  onSaved: () => void;
}

function RouteForm({ id, route, channels, roles, save, onSaved }: RouteFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const role = useRoleName();
  const [draft, setDraft] = useState<RouteDraft>(() => (route === null ? newRoute(format.zone) : draftOf(route, format.zone)));
  const [seen, setSeen] = useState<ReadonlySet<RouteField>>(new Set());
  const zones = timeZones();
  const faults = routeFaults(draft, zones);
  const change = (patch: Partial<RouteDraft>) => {
    save.reset();
    setDraft((current) => ({ ...current, ...patch }));
  };
  const leave = (field: RouteField) => () => setSeen((current) => new Set([...current, field]));
  const fault = (field: RouteField) => (seen.has(field) && faults[field] !== undefined ? t(`alerts.fault.${faults[field]}`) : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSeen(new Set(routeFields));
    const first = routeFields.find((field) => faults[field] !== undefined);
    if (first !== undefined) document.getElementById(`${id}-${first}`)?.focus();
    else save.mutate({ id: route?.id ?? null, route: routeRequest(draft) }, { onSuccess: onSaved });
  };
  const time = (field: 'from' | 'to', label: string) => (
    <TextField id={`${id}-${field}`} type="time" size="small" required label={label} value={draft[field]} onChange={(event) => change({ [field]: event.target.value })} onBlur={leave(field)} error={fault(field) !== null} helperText={fault(field)} slotProps={{ inputLabel: { shrink: true } }} />
  );
  const tick = (field: 'isQuiet' | 'criticalBreaksThrough' | 'isEscalation' | 'isPaused', label: string, help: string | null = null) => (
    <Box>
      <FormControlLabel control={<Checkbox size="small" checked={draft[field]} onChange={(_, checked) => change({ [field]: checked })} slotProps={{ input: { 'aria-describedby': help === null ? undefined : `${id}-${field}-help` } }} />} label={label} />
      {help !== null && <FormHelperText id={`${id}-${field}-help`} sx={{ mt: -0.5, ml: 4 }}>{help}</FormHelperText>}
    </Box>
  );
  return (
    <Box component="form" id={id} onSubmit={submit} noValidate sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <TextField id={`${id}-name`} size="small" margin="dense" required autoFocus label={t('alerts.name')} value={draft.name} onChange={(event) => change({ name: event.target.value })} onBlur={leave('name')} error={fault('name') !== null} helperText={fault('name') ?? t('alerts.routeNameHelp')} slotProps={{ htmlInput: { autoComplete: 'off' } }} sx={{ mb: 0 }} />
      <ScopeField id={`${id}-scope`} label={t('alerts.scope')} value={draft.scope} error={fault('scope') !== null} help={fault('scope') ?? t('alerts.scopeHelp')} onChange={(scope) => change({ scope })} onBlur={leave('scope')} />
      <CheckGroup legend={t('alerts.kinds')} help={t('alerts.kindsHelp')} options={noticeKinds.map((kind) => ({ value: kind, label: t(`alerts.noticeKind.${kind}`) }))} value={draft.kinds} onChange={(kinds) => change({ kinds })} />
      <TextField select size="small" label={t('alerts.minSeverity')} value={draft.minSeverity} onChange={(event) => change({ minSeverity: event.target.value as Severity })}>
        {routeSeverities.map((severity) => <MenuItem key={severity} value={severity}>{t(`common.severity.${severity}`)}</MenuItem>)}
      </TextField>
      <CheckGroup
        id={`${id}-channels`}
        legend={t('alerts.channels')}
        fault={fault('channels')}
        options={channels.map((channel) => ({ value: channel.id, label: channel.isBuiltIn ? t('alerts.consoleName') : channel.name }))}
        value={draft.channels}
        onChange={(next) => change({ channels: next })}
      />
      <TextField select size="small" label={t('alerts.alsoRole')} value={draft.role} onChange={(event) => change({ role: event.target.value })} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
        <MenuItem value="">{t('alerts.noRole')}</MenuItem>
        {roles.map((one) => <MenuItem key={one} value={one}>{role(one)}</MenuItem>)}
      </TextField>
      {tick('isQuiet', t('alerts.quiet'), t('alerts.quietHelp'))}
      {draft.isQuiet && (
        <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, pl: 2, borderLeft: 2, borderColor: 'divider' }}>
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr 1fr', sm: '1fr 1fr 2fr' } }}>
            {time('from', t('alerts.from'))}
            {time('to', t('alerts.until'))}
            <Autocomplete
              id={`${id}-timeZone`}
              size="small"
              options={zones}
              value={draft.timeZone}
              disableClearable
              onChange={(_, timeZone) => change({ timeZone })}
              onBlur={leave('timeZone')}
              openText={t('guidance.openList')}
              closeText={t('common.close')}
              noOptionsText={t('alerts.noZone')}
              renderInput={(params) => <TextField {...params} label={t('alerts.timeZone')} error={fault('timeZone') !== null} helperText={fault('timeZone')} />}
              sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' } }}
            />
          </Box>
          <CheckGroup id={`${id}-days`} legend={t('alerts.days')} fault={fault('days')} options={weekdays.map((day) => ({ value: day, label: t(`alerts.weekday.${day}`) }))} value={draft.days} onChange={(days) => change({ days })} />
          {tick('criticalBreaksThrough', t('alerts.breaksThrough'))}
        </Box>
      )}
      {tick('isEscalation', t('alerts.escalation'), t('alerts.escalationHelp'))}
      {tick('isPaused', t('alerts.pause'))}
      {save.error !== null && <Alert severity="error">{t('alerts.saveFailed', { detail: explain(save.error) })}</Alert>}
    </Box>
  );
}
