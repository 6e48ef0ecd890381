import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckIcon, EyeIcon, EyeOffIcon } from '@/ui/icons';
import { VisuallyHidden } from '@/ui/VisuallyHidden';
import { keptRules, passwordRules } from '../model/password';

interface PasswordFieldProps {
  id: string;
  label: string;
  value: string;
  /** Which password a manager of passwords is to fill in, or to make. */
  autoComplete: 'current-password' | 'new-password';
  fault: string | null;
  autoFocus?: boolean;
  onChange: (value: string) => void;
  onBlur?: () => void;
}

/** A password, which can be looked at while it is typed. */
export function PasswordField({ id, label, value, autoComplete, fault, autoFocus = false, onChange, onBlur }: PasswordFieldProps) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  const toggle = t(isShown ? 'identity.hidePassword' : 'identity.showPassword');
  return (
    <TextField
      id={id}
      size="small"
      fullWidth
      required
      type={isShown ? 'text' : 'password'}
      label={label}
      value={value}
      autoFocus={autoFocus}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
      error={fault !== null}
      helperText={fault}
      slotProps={{
        htmlInput: { autoComplete, spellCheck: false, maxLength: 200 },
        input: {
          endAdornment: (
            <InputAdornment position="end">
              <IconButton size="small" edge="end" aria-label={`${toggle}: ${label}`} title={toggle} onClick={() => setShown(!isShown)}>{isShown ? <EyeOffIcon /> : <EyeIcon />}</IconButton>
            </InputAdornment>
          ),
        },
      }}
    />
  );
}

/** What a new password has to be; each rule is ticked off while it is typed. */
export function PasswordRules({ password, name, minLength }: { password: string; name: string; minLength: number }) {
  const { t } = useTranslation();
  const kept = keptRules(password, name, minLength);
  return (
    <Box component="ul" aria-label={t('identity.rules.title')} sx={{ listStyle: 'none', m: 0, mt: -1, p: 0, display: 'flex', flexDirection: 'column', gap: 0.25, fontSize: 12, lineHeight: '18px' }}>
      {passwordRules.map((rule) => (
        <Box key={rule} component="li" sx={{ display: 'flex', alignItems: 'center', gap: 0.75, color: kept[rule] ? 'tone.ok' : 'text.secondary' }}>
          {kept[rule] ? <CheckIcon sx={{ fontSize: 14 }} /> : <Box component="span" aria-hidden sx={{ width: 14, textAlign: 'center' }}>·</Box>}
          {t(`identity.rules.${rule}`, { count: minLength })}
          {kept[rule] && <VisuallyHidden>{t('identity.rules.kept')}</VisuallyHidden>}
        </Box>
      ))}
    </Box>
  );
}
