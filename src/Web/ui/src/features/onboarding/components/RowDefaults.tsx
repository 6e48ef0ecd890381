import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '@/api/types';
import type { ImportChoices } from '@/api/upload';

interface RowDefaultsProps {
  preview: ImportPreview;
  choices: ImportChoices;
  onChange: (patch: Partial<ImportChoices>) => void;
}

/** What holds for every row that does not say it itself. */
export function RowDefaults({ preview, choices, onChange }: RowDefaultsProps) {
  const { t } = useTranslation();
  const lacksProvider = preview.missing.includes('provider');
  return (
    <Box role="group" aria-label={t('onboarding.forAll')}>
      <Typography variant="h3" sx={{ mb: 0.25 }}>{t('onboarding.forAll')}</Typography>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1.5 }}>{t('onboarding.forAllHint')}</Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'flex-start' }}>
        <Default label={t('onboarding.field.provider')} value={choices.provider} placeholder="openai" error={lacksProvider} onChange={(provider) => onChange({ provider })} />
        <Default label={t('onboarding.field.team')} value={choices.team} onChange={(team) => onChange({ team })} />
        <Default label={t('onboarding.field.billing_currency')} value={choices.currency} placeholder="USD" longest={3} onChange={(currency) => onChange({ currency: currency.toUpperCase() })} />
        <FormControlLabel
          control={<Checkbox size="small" checked={preview.decimalComma} onChange={(_, decimalComma) => onChange({ decimalComma })} />}
          label={t('onboarding.decimalComma')}
        />
      </Box>
    </Box>
  );
}

interface DefaultProps {
  label: string;
  value: string;
  placeholder?: string;
  error?: boolean;
  longest?: number;
  onChange: (value: string) => void;
}

/** Told when the field is left or Enter pressed: each change is asked of the server. */
function Default({ label, value, placeholder, error = false, longest = 100, onChange }: DefaultProps) {
  const [text, setText] = useState(value);
  const tell = () => text.trim() !== value && onChange(text.trim());
  return (
    <TextField
      size="small"
      label={label}
      value={text}
      error={error}
      placeholder={placeholder}
      onChange={(event) => setText(event.target.value)}
      onBlur={tell}
      onKeyDown={(event) => event.key === 'Enter' && tell()}
      sx={{ width: 180 }}
      slotProps={{ inputLabel: { shrink: true }, htmlInput: { maxLength: longest, autoComplete: 'off', spellCheck: false } }}
    />
  );
}
