import Alert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import TextField from '@mui/material/TextField';
import { useTranslation } from 'react-i18next';
import { DialogForm } from '@/ui/DialogForm';
import { useExplain } from '@/ui/use-explain';
import { useForm } from '@/ui/use-form';
import type { User } from '../api/types';
import { useSaveUser } from '../api/use-identity';
import { userDraft, userFaults, userFields, userRequest } from '../model/user-form';
import { GrantsField } from './GrantsField';
import { PasswordField, PasswordRules } from './PasswordField';

interface UserDialogProps {
  open: boolean;
  /** The user to change; null adds one. */
  user: User | null;
  minPasswordLength: number;
  onClose: () => void;
  onSaved: (user: User) => void;
}

/** Adds a user with roles and a first password, or changes names and roles. */
export function UserDialog({ open, ...rest }: UserDialogProps) {
  return <Dialog open={open} onClose={rest.onClose} maxWidth="sm" fullWidth><UserForm key={rest.user?.id ?? ''} {...rest} /></Dialog>;
}

function UserForm({ user, minPasswordLength, onClose, onSaved }: Omit<UserDialogProps, 'open'>) {
  const { t } = useTranslation();
  const explain = useExplain();
  const isNew = user === null;
  const save = useSaveUser();
  const { id, draft, change, leave, fault, text, submit, error } = useForm({
    initial: () => userDraft(user),
    fields: userFields,
    faults: (one) => userFaults(one, isNew, minPasswordLength),
    words: (one) => t(`identity.fault.${one}`),
    deed: save,
  });
  const slotProps = { htmlInput: { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } };
  return (
    <DialogForm
      title={isNew ? t('identity.addUser') : t('identity.changeTitle', { name: user.displayName })}
      isBusy={save.isPending}
      onSubmit={submit(() => save.mutate({ id: user?.id ?? null, user: userRequest(draft, isNew) }, { onSuccess: onSaved }))}
      onClose={onClose}
    >
      <TextField {...text('name', t('identity.name'), t('identity.nameHelp'))} required slotProps={slotProps} />
      <TextField {...text('displayName', t('identity.displayName'), t('identity.displayNameHelp'))} slotProps={slotProps} />
      <GrantsField id={`${id}-grants`} grants={draft.grants} fault={fault('grants')} onChange={(grants) => change({ grants })} />
      {isNew && (
        <>
          <PasswordField id={`${id}-password`} label={t('identity.firstPassword')} autoComplete="new-password" value={draft.password} fault={fault('password')} onChange={(password) => change({ password })} onBlur={leave('password')} />
          <PasswordRules password={draft.password} name={draft.name} minLength={minPasswordLength} />
        </>
      )}
      {error !== null && <Alert severity="error">{explain(error)}</Alert>}
    </DialogForm>
  );
}
