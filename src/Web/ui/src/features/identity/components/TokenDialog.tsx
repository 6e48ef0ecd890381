import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission, SessionActor } from '@/api/session';
import { AskDialog } from '@/ui/AskDialog';
import { CheckGroup } from '@/ui/CheckGroup';
import { ScopeField } from '@/ui/ScopeField';
import { useExplain } from '@/ui/use-explain';
import { useForm } from '@/ui/use-form';
import { useMakeToken } from '../api/use-identity';
import { lifetimes, offeredPermissions, tokenDraft, tokenFaults, tokenFields, tokenRequest, type Lifetime } from '../model/tokens';
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
      {made === undefined ? <TokenForm formId={formId} actor={actor} make={make} /> : <NewSecret made={made} />}
    </AskDialog>
  );
}

function TokenForm({ formId, actor, make }: { formId: string; actor: SessionActor; make: ReturnType<typeof useMakeToken> }) {
  const { t } = useTranslation();
  const explain = useExplain();
  const { id, draft, change, fault, text, scope, submit, error } = useForm({
    initial: () => tokenDraft(actor),
    fields: tokenFields,
    faults: tokenFaults,
    words: (one) => t(`identity.fault.${one}`),
    // Which of two fields that do not fit together is wrong is told at once: neither was left without being looked at.
    atOnce: ['whole'],
    deed: make,
    id: formId,
  });
  return (
    <Box component="form" id={id} onSubmit={(event) => submit(() => make.mutate(tokenRequest(draft, Date.now())))(event)} noValidate sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 1 }}>
      <TextField {...text('name', t('identity.token.name'), t('identity.token.nameHelp'))} required autoFocus slotProps={{ htmlInput: { autoComplete: 'off' } }} />
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
      <ScopeField {...scope('scope', t('identity.where'), t('identity.token.whereHelp'))} />
      <TextField select size="small" label={t('identity.token.lifetime')} value={draft.lifetime} onChange={(event) => change({ lifetime: event.target.value as Lifetime })} helperText={draft.lifetime === 'never' ? t('identity.token.neverHelp') : undefined}>
        {lifetimes.map((one) => <MenuItem key={one} value={one}>{one === 'never' ? t('identity.token.noEnd') : t('identity.token.days', { count: Number(one) })}</MenuItem>)}
      </TextField>
      {error !== null && <Alert severity="error">{explain(error)}</Alert>}
    </Box>
  );
}
