import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import { useExplain } from '@/ui/use-explain';
import { useSignIn } from '../api/use-identity';
import { DoorCard } from './DoorCard';
import { PasswordField } from './PasswordField';
import { useWait } from './use-wait';

/** Name and password. Why they were not taken is told as far as the server tells it, which is little to whoever is outside. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useTranslation();
  const explain = useExplain();
  const id = useId();
  const [draft, setDraft] = useState({ name: '', password: '' });
  const [seen, setSeen] = useState(false);
  const sign = useSignIn();
  const wait = useWait(sign.error);
  const isRefused = sign.error instanceof ApiProblem && sign.error.kind === 'signedOut';
  const change = (patch: Partial<typeof draft>) => setDraft((current) => ({ ...current, ...patch }));
  const submit = () => {
    setSeen(true);
    const first = draft.name.trim() === '' ? 'name' : draft.password === '' ? 'password' : null;
    if (first !== null) document.getElementById(`${id}-${first}`)?.focus();
    else {
      sign.mutate({ name: draft.name.trim(), password: draft.password }, {
        onSuccess: onSignedIn,
        onError: () => document.getElementById(`${id}-password`)?.focus(),
      });
    }
  };
  return (
    <DoorCard title={t('identity.signIn')} text={t('identity.signInText')} onSubmit={submit}>
      {sign.error !== null && (
        <Alert severity="error">{wait !== null ? t('identity.wait', { count: wait }) : isRefused ? t('identity.refused') : explain(sign.error)}</Alert>
      )}
      <TextField
        id={`${id}-name`}
        size="small"
        fullWidth
        required
        autoFocus
        label={t('identity.name')}
        value={draft.name}
        onChange={(event) => change({ name: event.target.value })}
        error={seen && draft.name.trim() === ''}
        helperText={seen && draft.name.trim() === '' ? t('identity.fault.name') : undefined}
        slotProps={{ htmlInput: { autoComplete: 'username', autoCapitalize: 'none', spellCheck: false, maxLength: 100 } }}
      />
      <PasswordField id={`${id}-password`} label={t('identity.password')} autoComplete="current-password" value={draft.password} fault={seen && draft.password === '' ? t('identity.fault.enterPassword') : null} onChange={(password) => change({ password })} />
      <Button type="submit" variant="contained" disabled={sign.isPending || wait !== null} sx={{ minHeight: 40 }}>{t('identity.signIn')}</Button>
    </DoorCard>
  );
}
