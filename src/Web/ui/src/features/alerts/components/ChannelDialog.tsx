import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import { useFormat } from '@/format/use-format';
import { AskDialog } from '@/ui/AskDialog';
import { SecretField } from '@/ui/SecretField';
import { settingField } from '@/ui/setting-draft';
import { SettingField } from '@/ui/SettingField';
import { useExplain } from '@/ui/use-explain';
import type { Channel, ChannelKind } from '../api/types';
import { useSaveChannel } from '../api/use-alerts';
import { channelDraft, channelFaults, channelFields, channelRequest, type ChannelDraft } from '../model/channel-form';
import { useRoleName } from './use-role-name';

interface ChannelDialogProps {
  open: boolean;
  /** The channel to change; null adds one. */
  channel: Channel | null;
  kinds: readonly ChannelKind[];
  roles: readonly string[];
  onClose: () => void;
  onSaved: (channel: Channel) => void;
}

/** Adds a channel of a kind, or changes one: the fields come from the kind. */
export function ChannelDialog({ open, channel, kinds, roles, onClose, onSaved }: ChannelDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const formId = useId();
  const [chosen, setChosen] = useState('');
  const save = useSaveChannel();
  const kind = kinds.find((one) => one.kind === (channel?.kind ?? chosen));
  const close = () => {
    save.reset();
    onClose();
  };
  return (
    <AskDialog
      open={open}
      title={channel === null ? t('alerts.addChannel') : t('alerts.editTitle', { name: channel.name })}
      onClose={close}
      actions={(
        <>
          <Button variant="outlined" onClick={close}>{t('common.cancel')}</Button>
          <Button variant="contained" type="submit" form={formId} disabled={kind === undefined || save.isPending}>{t('common.save')}</Button>
        </>
      )}
    >
      {channel === null && (
        <TextField select size="small" margin="dense" label={t('alerts.kind')} value={kind?.kind ?? ''} onChange={(event) => setChosen(event.target.value)} sx={{ mb: 0 }} required>
          {kinds.map((one) => <MenuItem key={one.kind} value={one.kind}>{one.title[format.language]}</MenuItem>)}
        </TextField>
      )}
      {kind !== undefined && <ChannelForm key={`${channel?.id ?? ''} ${kind.kind}`} id={formId} kind={kind} channel={channel} roles={roles} save={save} onSaved={onSaved} />}
    </AskDialog>
  );
}

interface ChannelFormProps {
  id: string;
  kind: ChannelKind;
  channel: Channel | null;
  roles: readonly string[];
  save: ReturnType<typeof useSaveChannel>;
  onSaved: (channel: Channel) => void;
}

function ChannelForm({ id, kind, channel, roles, save, onSaved }: ChannelFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const role = useRoleName();
  const [draft, setDraft] = useState<ChannelDraft>(() => channelDraft(kind, channel, kind.title[format.language], format.language));
  // A field is told its fault once it was left or the form was sent, then with every letter.
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const faults = channelFaults(kind, draft);
  const refused = save.error instanceof ApiProblem ? save.error.fields : {};
  const change = (patch: Partial<ChannelDraft>) => {
    save.reset();
    setDraft((current) => ({ ...current, ...patch }));
  };
  const leave = (field: string) => () => setSeen((current) => new Set([...current, field]));
  const fault = (field: string): string | null => {
    if (seen.has(field) && faults[field] !== undefined) return t(`sources.formFault.${faults[field]}`);
    return refused[field]?.join(' ') ?? null;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const order = channelFields(kind);
    setSeen(new Set(order));
    const first = order.find((field) => faults[field] !== undefined);
    if (first !== undefined) document.getElementById(`${id}-${first}`)?.focus();
    else save.mutate({ id: channel?.id ?? null, channel: channelRequest(kind, draft) }, { onSuccess: onSaved });
  };
  const shown = new Set(channelFields(kind));
  const isTold = Object.keys(refused).length > 0 && Object.keys(refused).every((field) => shown.has(field));
  return (
    <Box component="form" id={id} onSubmit={submit} noValidate sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>{kind.description[format.language]}</Typography>
      <TextField
        id={`${id}-name`}
        size="small"
        label={t('alerts.name')}
        value={draft.name}
        onChange={(event) => change({ name: event.target.value })}
        onBlur={leave('name')}
        error={fault('name') !== null}
        helperText={fault('name') ?? t('alerts.channelNameHelp')}
        required
        slotProps={{ htmlInput: { autoComplete: 'off' } }}
      />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' } }}>
        <TextField select size="small" label={t('alerts.languageTitle')} value={draft.language} onChange={(event) => change({ language: event.target.value as 'en' | 'ko' })}>
          {(['en', 'ko'] as const).map((one) => <MenuItem key={one} value={one}>{t(`alerts.language.${one}`)}</MenuItem>)}
        </TextField>
        <TextField select size="small" label={t('alerts.roleTitle')} value={draft.role} onChange={(event) => change({ role: event.target.value })} helperText={t('alerts.roleHelp')} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
          <MenuItem value="">{t('alerts.noRole')}</MenuItem>
          {roles.map((one) => <MenuItem key={one} value={one}>{role(one)}</MenuItem>)}
        </TextField>
      </Box>
      {kind.settings.map((setting) => {
        const name = settingField(setting);
        const shared = { id: `${id}-${name}`, setting, fault: fault(name), onBlur: leave(name) };
        return setting.type === 'secret'
          ? <SecretField key={name} {...shared} saved={channel?.secrets[setting.name]} value={draft.secrets[setting.name]!} onChange={(value) => change({ secrets: { ...draft.secrets, [setting.name]: value } })} />
          : <SettingField key={name} {...shared} value={draft.settings[setting.name] ?? ''} onChange={(value) => change({ settings: { ...draft.settings, [setting.name]: value } })} />;
      })}
      {save.error !== null && !isTold && <Alert severity="error">{t('alerts.saveFailed', { detail: explain(save.error) })}</Alert>}
    </Box>
  );
}
