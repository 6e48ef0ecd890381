import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useTranslation } from 'react-i18next';
import { useExplain } from '@/ui/use-explain';
import { useForm } from '@/ui/use-form';
import { useSetUp } from '../api/use-identity';
import { setupFaults, setupFields, type SetupDraft } from '../model/setup-form';
import { DoorCard } from './DoorCard';
import { PasswordField, PasswordRules } from './PasswordField';
import { useWait } from './use-wait';

/** The first administrator, made by whoever can read the server's log. */
export function SetupForm({ minPasswordLength, onDone }: { minPasswordLength: number; onDone: () => void }) {
  const { t } = useTranslation();
  const explain = useExplain();
  const setUp = useSetUp();
  const wait = useWait(setUp.error);
  const { id, draft, change, leave, fault, isRefused, text, submit, error } = useForm({
    initial: () => ({ code: '', name: '', password: '', again: '' }),
    fields: setupFields,
    faults: (one: SetupDraft) => setupFaults(one, minPasswordLength),
    words: (one) => t(`identity.fault.${one}`),
    deed: setUp,
  });
  const send = () => setUp.mutate({ code: draft.code.trim(), name: draft.name.trim(), displayName: null, password: draft.password }, { onSuccess: onDone });
  return (
    <DoorCard title={t('identity.setup.title')} text={t('identity.setup.text')} onSubmit={submit(send)}>
      {error !== null && <Alert severity="error">{wait === null ? explain(error) : t('identity.wait', { count: wait })}</Alert>}
      <TextField
        {...text('code', t('identity.setup.code'), t('identity.setup.codeHelp'))}
        {...(isRefused('code') ? { helperText: t('identity.fault.code') } : {})}
        required
        autoFocus
        placeholder="ABCDE-FGHJK-LMNPQ-RSTUV"
        slotProps={{ inputLabel: { shrink: true }, htmlInput: { autoComplete: 'off', spellCheck: false, maxLength: 40, style: { textTransform: 'uppercase', fontVariantNumeric: 'tabular-nums' } } }}
      />
      <TextField
        {...text('name', t('identity.name'), t('identity.nameHelp'))}
        required
        slotProps={{ htmlInput: { autoComplete: 'username', autoCapitalize: 'none', spellCheck: false, maxLength: 100 } }}
      />
      <PasswordField id={`${id}-password`} label={t('identity.password')} autoComplete="new-password" value={draft.password} fault={fault('password')} onChange={(password) => change({ password })} onBlur={leave('password')} />
      <PasswordRules password={draft.password} name={draft.name} minLength={minPasswordLength} />
      <PasswordField id={`${id}-again`} label={t('identity.passwordAgain')} autoComplete="new-password" value={draft.again} fault={fault('again')} onChange={(again) => change({ again })} onBlur={leave('again')} />
      <Button type="submit" variant="contained" disabled={setUp.isPending || wait !== null} sx={{ minHeight: 40 }}>{t('identity.setup.do')}</Button>
    </DoorCard>
  );
}
