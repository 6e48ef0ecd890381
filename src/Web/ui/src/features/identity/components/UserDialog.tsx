import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import { AskDialog } from '@/ui/AskDialog';
import { useExplain } from '@/ui/use-explain';
import type { User } from '../api/types';
import { useSaveUser } from '../api/use-identity';
import { userDraft, userFaults, userFields, userRequest, type UserDraft, type UserField } from '../model/user-form';
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
export function UserDialog({ open, user, minPasswordLength, onClose, onSaved }: UserDialogProps) {
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
      title={user === null ? t('identity.addUser') : t('identity.changeTitle', { name: user.displayName })}
      onClose={close}
      actions={(
        <>
          <Button variant="outlined" onClick={close}>{t('common.cancel')}</Button>
          <Button variant="contained" type="submit" form={formId} disabled={save.isPending}>{t('common.save')}</Button>
        </>
      )}
    >
      <UserForm key={user?.id ?? ''} id={formId} user={user} minPasswordLength={minPasswordLength} save={save} onSaved={onSaved} />
    </AskDialog>
  );
}

interface UserFormProps {
  id: string;
  user: User | null;
  minPasswordLength: number;
  save: ReturnType<typeof useSaveUser>;
  onSaved: (user: User) => void;
}

function UserForm({ id, user, minPasswordLength, save, onSaved }: UserFormProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const isNew = user === null;
  const [draft, setDraft] = useState<UserDraft>(() => userDraft(user));
  // A field is told its fault once it was left or the form was sent, then with every letter.
  const [seen, setSeen] = useState<ReadonlySet<UserField>>(new Set());
  const faults = userFaults(draft, isNew, minPasswordLength);
  const refused = save.error instanceof ApiProblem ? save.error.fields : {};
  const change = (patch: Partial<UserDraft>) => {
    save.reset();
    setDraft((current) => ({ ...current, ...patch }));
  };
  const leave = (field: UserField) => () => setSeen((current) => new Set([...current, field]));
  const fault = (field: UserField): string | null => {
    if (seen.has(field) && faults[field] !== undefined) return t(`identity.fault.${faults[field]}`);
    return refused[field]?.join(' ') ?? null;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSeen(new Set(userFields));
    const first = userFields.find((field) => faults[field] !== undefined);
    if (first !== undefined) document.getElementById(`${id}-${first}`)?.focus();
    else save.mutate({ id: user?.id ?? null, user: userRequest(draft, isNew) }, { onSuccess: onSaved });
  };
  const text = (field: 'name' | 'displayName', help: string) => ({
    id: `${id}-${field}`,
    size: 'small' as const,
    fullWidth: true,
    value: draft[field],
    onChange: (event: { target: { value: string } }) => change({ [field]: event.target.value }),
    onBlur: leave(field),
    error: fault(field) !== null,
    helperText: fault(field) ?? help,
    slotProps: { htmlInput: { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } },
  });
  const isTold = Object.keys(refused).length > 0 && Object.keys(refused).every((field) => (userFields as readonly string[]).includes(field));
  return (
    <Box component="form" id={id} onSubmit={submit} noValidate sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 1 }}>
      <TextField {...text('name', t('identity.nameHelp'))} label={t('identity.name')} required />
      <TextField {...text('displayName', t('identity.displayNameHelp'))} label={t('identity.displayName')} />
      <GrantsField id={`${id}-grants`} grants={draft.grants} fault={fault('grants')} onChange={(grants) => change({ grants })} />
      {isNew && (
        <>
          <PasswordField id={`${id}-password`} label={t('identity.firstPassword')} autoComplete="new-password" value={draft.password} fault={fault('password')} onChange={(password) => change({ password })} onBlur={leave('password')} />
          <PasswordRules password={draft.password} name={draft.name} minLength={minPasswordLength} />
        </>
      )}
      {save.error !== null && !isTold && <Alert severity="error">{explain(save.error)}</Alert>}
    </Box>
  );
}
