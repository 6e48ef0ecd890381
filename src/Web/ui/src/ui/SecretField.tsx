import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Source, SourceSetting } from '@/api/types';
import { useFormat } from '@/format/use-format';
import type { SecretDraft } from './setting-draft';

interface SecretFieldProps {
  id: string;
  setting: SourceSetting;
  /** What the server tells of the saved one. */
  saved: Source['secrets'][string] | undefined;
  value: SecretDraft;
  fault: string | null;
  onChange: (value: SecretDraft) => void;
  onBlur: () => void;
}

/** A secret goes in and never comes out: a saved one is only told to be there, and is replaced or removed. */
export function SecretField({ id, setting, saved, value, fault, onChange, onBlur }: SecretFieldProps) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const label = setting.label[language];
  if (value.mode !== 'enter') {
    return (
      <Box role="group" aria-label={label} sx={{ border: 1, borderColor: fault === null ? 'control' : 'error.main', borderRadius: 1, px: 1.75, py: 1 }}>
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>{label}</Typography>
        <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1 }}>
          <Typography component="span" sx={{ flex: 1, minWidth: 120, overflowWrap: 'anywhere' }}>
            {value.mode === 'remove' ? t('sources.secretGoes') : saved?.reference ?? t('sources.secretSet')}
          </Typography>
          <Button id={id} variant="outlined" onClick={() => onChange({ mode: 'enter', text: '' })}>{t('sources.secretReplace')}</Button>
          {!setting.isRequired && value.mode === 'keep' && <Button variant="outlined" onClick={() => onChange({ mode: 'remove', text: '' })}>{t('sources.secretRemove')}</Button>}
          {value.mode === 'remove' && <Button variant="outlined" onClick={() => onChange({ mode: 'keep', text: '' })}>{t('sources.secretKeep')}</Button>}
        </Box>
        {fault !== null && <Typography variant="caption" component="p" sx={{ color: 'error.main' }}>{fault}</Typography>}
      </Box>
    );
  }
  // A reference is no secret: it is shown while it is typed, so that a slip is seen.
  const isReference = /^(env|file|config):/.test(value.text);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: 0.5 }}>
      <TextField
        id={id}
        size="small"
        fullWidth
        type={isReference ? 'text' : 'password'}
        required={setting.isRequired}
        label={label}
        value={value.text}
        onChange={(event) => onChange({ mode: 'enter', text: event.target.value })}
        onBlur={onBlur}
        error={fault !== null}
        helperText={fault ?? [setting.help?.[language] ?? '', t('sources.secretHint')].filter((text) => text !== '').join(' ')}
        slotProps={{ htmlInput: { autoComplete: 'new-password', spellCheck: false } }}
      />
      {saved?.isSet === true && <Button color="inherit" onClick={() => onChange({ mode: 'keep', text: '' })} sx={{ color: 'text.secondary' }}>{t('sources.secretKeep')}</Button>}
    </Box>
  );
}
