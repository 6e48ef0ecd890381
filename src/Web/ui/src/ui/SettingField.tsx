import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslation } from 'react-i18next';
import type { SourceSetting } from '@/api/types';
import { useFormat } from '@/format/use-format';

interface SettingFieldProps {
  id: string;
  setting: SourceSetting;
  value: string;
  /** What is wrong, in words; null when nothing is, or nothing is told yet. */
  fault: string | null;
  onChange: (value: string) => void;
  onBlur: () => void;
}

/** One setting as its kind describes it, in the reader's language. */
export function SettingField({ id, setting, value, fault, onChange, onBlur }: SettingFieldProps) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const label = setting.label[language];
  const help = setting.help?.[language] ?? '';
  if (setting.type === 'flag') {
    const isOn = (value === '' ? setting.default ?? '' : value).toLowerCase() === 'true';
    return (
      <FormControl error={fault !== null}>
        <FormControlLabel control={<Checkbox size="small" id={id} checked={isOn} onChange={(_, checked) => onChange(String(checked))} slotProps={{ input: { 'aria-describedby': (fault ?? help) === '' ? undefined : `${id}-help` } }} />} label={label} />
        {(fault ?? help) !== '' && <FormHelperText id={`${id}-help`} sx={{ mt: 0, ml: 4 }}>{fault ?? help}</FormHelperText>}
      </FormControl>
    );
  }
  const isChoice = setting.type === 'choice';
  const isLines = setting.type === 'lines';
  const more = setting.default !== null && setting.default !== '' && value !== setting.default && !isChoice ? t('sources.defaultIs', { value: setting.default }) : '';
  return (
    <TextField
      id={id}
      size="small"
      fullWidth
      select={isChoice}
      multiline={isLines}
      minRows={isLines ? 3 : undefined}
      maxRows={isLines ? 14 : undefined}
      required={setting.isRequired}
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
      error={fault !== null}
      helperText={fault ?? [help, more].filter((text) => text !== '').join(' ')}
      slotProps={{
        ...(isChoice ? { select: { displayEmpty: true }, inputLabel: { shrink: true } } : {}),
        htmlInput: { autoComplete: 'off', spellCheck: false, inputMode: setting.type === 'number' ? 'decimal' : undefined },
      }}
    >
      {isChoice && [
        ...(setting.isRequired || setting.default !== null ? [] : [<MenuItem key="" value="">{t('sources.noChoice')}</MenuItem>]),
        ...setting.choices.map((choice) => <MenuItem key={choice} value={choice}>{choice}</MenuItem>),
      ]}
    </TextField>
  );
}
