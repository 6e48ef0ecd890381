import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { AskDialog } from '@/ui/AskDialog';
import { useExplain } from '@/ui/use-explain';
import type { User } from '../api/types';
import { useSaveUser } from '../api/use-identity';
import { isGoodPassword } from '../model/password';
import { passwordRequest } from '../model/user-form';
import { PasswordField, PasswordRules } from './PasswordField';

interface SetPasswordDialogProps {
  open: boolean;
  user: User | null;
  minPasswordLength: number;
  onClose: () => void;
  onSaved: (user: User) => void;
}

/** Another password for somebody who forgot it. */
export function SetPasswordDialog({ open, user, minPasswordLength, onClose, onSaved }: SetPasswordDialogProps) {
  const { t } = useTranslation();
  const formId = useId();
  const save = useSaveUser();
  const close = () => {
    save.reset();
    onClose();
  };
  return (
    <AskDialog
      open={open}
      title={t('identity.setPasswordTitle', { name: user?.displayName ?? '' })}
      onClose={close}
      actions={(
        <>
          <Button variant="outlined" onClick={close}>{t('common.cancel')}</Button>
          <Button variant="contained" type="submit" form={formId} disabled={save.isPending}>{t('identity.setPassword')}</Button>
        </>
      )}
    >
      {user !== null && <NewPassword id={formId} user={user} minPasswordLength={minPasswordLength} save={save} onSaved={onSaved} />}
    </AskDialog>
  );
}

interface NewPasswordProps {
  id: string;
  user: User;
  minPasswordLength: number;
  save: ReturnType<typeof useSaveUser>;
  onSaved: (user: User) => void;
}

function NewPassword({ id, user, minPasswordLength, save, onSaved }: NewPasswordProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const [password, setPassword] = useState('');
  const [seen, setSeen] = useState(false);
  const isGood = isGoodPassword(password, user.name, minPasswordLength);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSeen(true);
    if (!isGood) document.getElementById(`${id}-password`)?.focus();
    else save.mutate({ id: user.id, user: passwordRequest(user, password) }, { onSuccess: onSaved });
  };
  return (
    <Box component="form" id={id} onSubmit={submit} noValidate sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 1 }}>
      <PasswordField id={`${id}-password`} label={t('identity.passwordNew')} autoComplete="new-password" autoFocus value={password} fault={seen && !isGood ? t('identity.fault.password') : null} onChange={setPassword} onBlur={() => setSeen(true)} />
      <PasswordRules password={password} name={user.name} minLength={minPasswordLength} />
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>{t('identity.setPasswordText')}</Typography>
      {save.error !== null && <Alert severity="error">{explain(save.error)}</Alert>}
    </Box>
  );
}
