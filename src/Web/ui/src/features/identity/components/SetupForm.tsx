import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import { useExplain } from '@/ui/use-explain';
import { useSetUp } from '../api/use-identity';
import { setupFaults, setupFields, type SetupDraft, type SetupField } from '../model/setup-form';
import { DoorCard } from './DoorCard';
import { PasswordField, PasswordRules } from './PasswordField';
import { useWait } from './use-wait';

/** The first administrator, made by whoever can read the server's log. */
export function SetupForm({ minPasswordLength, onDone }: { minPasswordLength: number; onDone: () => void }) {
  const { t } = useTranslation();
  const explain = useExplain();
  const id = useId();
  const [draft, setDraft] = useState<SetupDraft>({ code: '', name: '', password: '', again: '' });
  const [seen, setSeen] = useState<ReadonlySet<SetupField>>(new Set());
  const setUp = useSetUp();
  const wait = useWait(setUp.error);
  const faults = setupFaults(draft, minPasswordLength);
  const refused = setUp.error instanceof ApiProblem ? setUp.error.fields : {};
  const change = (field: SetupField) => (value: string) => {
    setUp.reset();
    setDraft((current) => ({ ...current, [field]: value }));
  };
  const leave = (field: SetupField) => () => setSeen((current) => new Set([...current, field]));
  const fault = (field: SetupField): string | null => {
    const own = faults[field];
    if (seen.has(field) && own !== undefined) return t(`identity.fault.${own}`);
    if (refused[field] === undefined) return null;
    return field === 'code' ? t('identity.fault.code') : refused[field].join(' ');
  };
  const submit = () => {
    setSeen(new Set(setupFields));
    const first = setupFields.find((field) => faults[field] !== undefined);
    if (first !== undefined) document.getElementById(`${id}-${first}`)?.focus();
    else setUp.mutate({ code: draft.code.trim(), name: draft.name.trim(), displayName: null, password: draft.password }, { onSuccess: onDone });
  };
  const isTold = Object.keys(refused).length > 0 && Object.keys(refused).every((field) => (setupFields as readonly string[]).includes(field));
  return (
    <DoorCard title={t('identity.setup.title')} text={t('identity.setup.text')} onSubmit={submit}>
      {setUp.error !== null && !isTold && <Alert severity="error">{wait === null ? explain(setUp.error) : t('identity.wait', { count: wait })}</Alert>}
      <TextField
        id={`${id}-code`}
        size="small"
        fullWidth
        required
        autoFocus
        label={t('identity.setup.code')}
        placeholder="ABCDE-FGHJK-LMNPQ-RSTUV"
        value={draft.code}
        onChange={(event) => change('code')(event.target.value)}
        onBlur={leave('code')}
        error={fault('code') !== null}
        helperText={fault('code') ?? t('identity.setup.codeHelp')}
        slotProps={{ inputLabel: { shrink: true }, htmlInput: { autoComplete: 'off', spellCheck: false, maxLength: 40, style: { textTransform: 'uppercase', fontVariantNumeric: 'tabular-nums' } } }}
      />
      <TextField
        id={`${id}-name`}
        size="small"
        fullWidth
        required
        label={t('identity.name')}
        value={draft.name}
        onChange={(event) => change('name')(event.target.value)}
        onBlur={leave('name')}
        error={fault('name') !== null}
        helperText={fault('name') ?? t('identity.nameHelp')}
        slotProps={{ htmlInput: { autoComplete: 'username', autoCapitalize: 'none', spellCheck: false, maxLength: 100 } }}
      />
      <PasswordField id={`${id}-password`} label={t('identity.password')} autoComplete="new-password" value={draft.password} fault={fault('password')} onChange={change('password')} onBlur={leave('password')} />
      <PasswordRules password={draft.password} name={draft.name} minLength={minPasswordLength} />
      <PasswordField id={`${id}-again`} label={t('identity.passwordAgain')} autoComplete="new-password" value={draft.again} fault={fault('again')} onChange={change('again')} onBlur={leave('again')} />
      <Button type="submit" variant="contained" disabled={setUp.isPending || wait !== null} sx={{ minHeight: 40 }}>{t('identity.setup.do')}</Button>
    </DoorCard>
  );
}
