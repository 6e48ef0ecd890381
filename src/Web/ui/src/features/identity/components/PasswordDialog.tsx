import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import { sessionQuery } from '@/api/session';
import { AskDialog } from '@/ui/AskDialog';
import { useExplain } from '@/ui/use-explain';
import { useChangePassword } from '../api/use-identity';
import { isGoodPassword } from '../model/password';
import { PasswordField, PasswordRules } from './PasswordField';

interface PasswordDialogProps {
  open: boolean;
  onClose: () => void;
}

/** Another password of one's own. */
export function PasswordDialog({ open, onClose }: PasswordDialogProps) {
  const { t } = useTranslation();
  const formId = useId();
  const change = useChangePassword();
  const close = () => {
    change.reset();
    onClose();
  };
  return (
    <AskDialog
      open={open}
      title={t('identity.changePassword')}
      onClose={close}
      actions={change.isSuccess ? <Button variant="contained" onClick={close} autoFocus>{t('common.close')}</Button> : (
        <>
          <Button variant="outlined" onClick={close}>{t('common.cancel')}</Button>
          <Button variant="contained" type="submit" form={formId} disabled={change.isPending}>{t('identity.changePassword')}</Button>
        </>
      )}
    >
      <Box role="status" sx={{ '&:empty': { mb: -2 } }}>{change.isSuccess && <Alert severity="success">{t('identity.passwordChanged')}</Alert>}</Box>
      {!change.isSuccess && <PasswordForm id={formId} change={change} />}
    </AskDialog>
  );
}

const fields = ['current', 'next', 'again'] as const;
type Field = (typeof fields)[number];

function PasswordForm({ id, change }: { id: string; change: ReturnType<typeof useChangePassword> }) {
  const { t } = useTranslation();
  const explain = useExplain();
  const { data: session } = useQuery(sessionQuery());
  const [draft, setDraft] = useState({ current: '', next: '', again: '' });
  const [seen, setSeen] = useState<ReadonlySet<Field>>(new Set());
  const minLength = session?.minPasswordLength ?? 0;
  const name = session?.actor?.name ?? '';
  const refused = change.error instanceof ApiProblem ? change.error.fields : {};
  const faults: Record<Field, string | null> = {
    current: draft.current === '' ? t('identity.fault.enterPassword') : null,
    next: isGoodPassword(draft.next, name, minLength) ? null : t('identity.fault.password'),
    again: draft.again === draft.next ? null : t('identity.fault.again'),
  };
  const field = (one: Field) => ({
    id: `${id}-${one}`,
    value: draft[one],
    fault: seen.has(one) ? faults[one] : null,
    onChange: (value: string) => {
      change.reset();
      setDraft((current) => ({ ...current, [one]: value }));
    },
    onBlur: () => setSeen((current) => new Set([...current, one])),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSeen(new Set(fields));
    const first = fields.find((one) => faults[one] !== null);
    if (first !== undefined) document.getElementById(`${id}-${first}`)?.focus();
    else change.mutate({ current: draft.current, next: draft.next });
  };
  const current = field('current');
  const isWrong = refused['current'] !== undefined;
  return (
    <Box component="form" id={id} onSubmit={submit} noValidate sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 1 }}>
      <PasswordField {...current} fault={isWrong ? t('identity.fault.current') : current.fault} label={t('identity.passwordNow')} autoComplete="current-password" autoFocus />
      <PasswordField {...field('next')} label={t('identity.passwordNew')} autoComplete="new-password" />
      <PasswordRules password={draft.next} name={name} minLength={minLength} />
      <PasswordField {...field('again')} label={t('identity.passwordAgain')} autoComplete="new-password" />
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>{t('identity.passwordHint')}</Typography>
      {change.error !== null && !isWrong && <Alert severity="error">{explain(change.error)}</Alert>}
    </Box>
  );
}
