import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import type { Permission, SessionActor } from '@/api/session';
import { AskDialog } from '@/ui/AskDialog';
import { CheckGroup } from '@/ui/CheckGroup';
import { ScopeField } from '@/ui/ScopeField';
import { useExplain } from '@/ui/use-explain';
import { useMakeToken } from '../api/use-identity';
import { lifetimes, offeredPermissions, tokenDraft, tokenFaults, tokenFields, tokenRequest, type Lifetime, type TokenDraft, type TokenField } from '../model/tokens';
import { NewSecret } from './NewSecret';

interface TokenDialogProps {
  open: boolean;
  actor: SessionActor;
  onClose: () => void;
}

/** Makes a token; its secret is shown in the same dialog, once. */
export function TokenDialog({ open, actor, onClose }: TokenDialogProps) {
  const { t } = useTranslation();
  const formId = useId();
  const make = useMakeToken();
  const close = () => {
    make.reset();
    onClose();
  };
  const made = make.data;
  return (
    <AskDialog
      open={open}
      title={made === undefined ? t('identity.makeToken') : t('identity.secret.title', { name: made.token.name })}
      // A secret that is shown once is not lost to a click beside it.
      onClose={made === undefined ? close : () => {}}
      actions={made !== undefined ? <Button variant="contained" onClick={close}>{t('identity.secret.done')}</Button> : (
        <>
          <Button variant="outlined" onClick={close}>{t('common.cancel')}</Button>
          <Button variant="contained" type="submit" form={formId} disabled={make.isPending}>{t('identity.makeToken')}</Button>
        </>
      )}
    >
      {made === undefined ? <TokenForm id={formId} actor={actor} make={make} /> : <NewSecret made={made} />}
    </AskDialog>
  );
}

function TokenForm({ id, actor, make }: { id: string; actor: SessionActor; make: ReturnType<typeof useMakeToken> }) {
  const { t } = useTranslation();
  const explain = useExplain();
  const [draft, setDraft] = useState<TokenDraft>(() => tokenDraft(actor));
  const [seen, setSeen] = useState<ReadonlySet<TokenField>>(new Set());
  const faults = tokenFaults(draft);
  const refused = make.error instanceof ApiProblem ? make.error.fields : {};
  const change = (patch: Partial<TokenDraft>) => {
    make.reset();
    setDraft((current) => ({ ...current, ...patch }));
  };
  const leave = (field: TokenField) => () => setSeen((current) => new Set([...current, field]));
  const fault = (field: TokenField): string | null => {
    const own = faults[field];
    // Which of two fields that do not fit together is wrong is told at once: neither was left without being looked at.
    if (own !== undefined && (seen.has(field) || own === 'whole')) return t(`identity.fault.${own}`);
    return refused[field]?.join(' ') ?? null;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSeen(new Set(tokenFields));
    const first = tokenFields.find((field) => faults[field] !== undefined);
    if (first !== undefined) document.getElementById(`${id}-${first}`)?.focus();
    else make.mutate(tokenRequest(draft, Date.now()));
  };
  const isTold = Object.keys(refused).length > 0 && Object.keys(refused).every((field) => (tokenFields as readonly string[]).includes(field));
  return (
    <Box component="form" id={id} onSubmit={submit} noValidate sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 1 }}>
      <TextField
        id={`${id}-name`}
        size="small"
        fullWidth
        required
        autoFocus
        label={t('identity.token.name')}
        value={draft.name}
        onChange={(event) => change({ name: event.target.value })}
        onBlur={leave('name')}
        error={fault('name') !== null}
        helperText={fault('name') ?? t('identity.token.nameHelp')}
        slotProps={{ htmlInput: { autoComplete: 'off' } }}
      />
      <CheckGroup<Permission>
        isWide
        id={`${id}-permissions`}
        legend={t('identity.token.may')}
        help={t('identity.token.mayHelp')}
        fault={fault('permissions')}
        options={offeredPermissions(actor).map((permission) => ({ value: permission, label: t(`identity.permission.${permission}`) }))}
        value={draft.permissions}
        onChange={(permissions) => change({ permissions })}
      />
      <ScopeField id={`${id}-scope`} label={t('identity.where')} value={draft.scope} error={fault('scope') !== null} help={fault('scope') ?? t('identity.token.whereHelp')} onChange={(scope) => change({ scope })} onBlur={leave('scope')} />
      <TextField select size="small" label={t('identity.token.lifetime')} value={draft.lifetime} onChange={(event) => change({ lifetime: event.target.value as Lifetime })} helperText={draft.lifetime === 'never' ? t('identity.token.neverHelp') : undefined}>
        {lifetimes.map((one) => <MenuItem key={one} value={one}>{one === 'never' ? t('identity.token.noEnd') : t('identity.token.days', { count: Number(one) })}</MenuItem>)}
      </TextField>
      {make.error !== null && !isTold && <Alert severity="error">{explain(make.error)}</Alert>}
    </Box>
  );
}
