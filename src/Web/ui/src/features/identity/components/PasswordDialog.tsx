import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '@/api/session';
import { AskDialog } from '@/ui/AskDialog';
import { useExplain } from '@/ui/use-explain';
import { useForm } from '@/ui/use-form';
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

function passwordFaults(draft: Record<Field, string>, name: string, minLength: number) {
  const faults: Partial<Record<Field, 'enterPassword' | 'password' | 'again'>> = {};
  if (draft.current === '') faults.current = 'enterPassword';
  if (!isGoodPassword(draft.next, name, minLength)) faults.next = 'password';
  if (draft.again !== draft.next) faults.again = 'again';
  return faults;
}

function PasswordForm({ id, change }: { id: string; change: ReturnType<typeof useChangePassword> }) {
  const { t } = useTranslation();
  const explain = useExplain();
  const { data: session } = useQuery(sessionQuery());
  const minLength = session?.minPasswordLength ?? 0;
  const name = session?.actor?.name ?? '';
  const form = useForm({
    id,
    initial: () => ({ current: '', next: '', again: '' }),
    fields,
    faults: (draft) => passwordFaults(draft, name, minLength),
    words: (fault) => t(`identity.fault.${fault}`),
    deed: change,
  });
  const { draft } = form;
  const submit = form.submit(() => change.mutate({ current: draft.current, next: draft.next }));
  const field = (one: Field) => ({
    id: `${id}-${one}`,
    value: draft[one],
    fault: form.fault(one),
    onChange: (value: string) => form.change({ [one]: value }),
    onBlur: form.leave(one),
  });
  const current = field('current');
  return (
    <Box component="form" id={id} onSubmit={submit} noValidate sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 1 }}>
      <PasswordField {...current} fault={form.isRefused('current') ? t('identity.fault.current') : current.fault} label={t('identity.passwordNow')} autoComplete="current-password" autoFocus />
      <PasswordField {...field('next')} label={t('identity.passwordNew')} autoComplete="new-password" />
      <PasswordRules password={draft.next} name={name} minLength={minLength} />
      <PasswordField {...field('again')} label={t('identity.passwordAgain')} autoComplete="new-password" />
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>{t('identity.passwordHint')}</Typography>
      {form.error !== null && <Alert severity="error">{explain(form.error)}</Alert>}
    </Box>
  );
}
