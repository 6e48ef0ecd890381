import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { readNumber } from '@/format/read-number';

interface NumberFieldProps {
  label: string;
  /** Null shows the placeholder. */
  value: number | null;
  min: number;
  max: number;
  unit: string;
  placeholder?: string;
  width?: number;
  onChange: (value: number) => void;
}

/** A number that takes effect while it is typed, as far as it can be read. */
export function NumberField({ label, value, min, max, unit, placeholder, width = 96, onChange }: NumberFieldProps) {
  const [text, setText] = useState<string | null>(null);
  const read = (typed: string) => {
    const number = readNumber(typed.replace(/\s*%$/, ''));
    return number !== null && number >= min && number <= max ? number : null;
  };
  return (
    <TextField
      size="small"
      value={text ?? (value === null ? '' : String(value))}
      placeholder={placeholder}
      error={text !== null && text.trim() !== '' && read(text) === null}
      onChange={(event) => {
        setText(event.target.value);
        const number = read(event.target.value);
        if (number !== null) onChange(number);
      }}
      onBlur={() => setText(null)}
      slotProps={{
        htmlInput: { 'aria-label': label, inputMode: 'decimal', autoComplete: 'off', style: { textAlign: 'right', padding: '3px 0 3px 8px', fontVariantNumeric: 'tabular-nums', fontSize: 13 } },
        input: { endAdornment: <InputAdornment position="end" sx={{ ml: 0.5, '& p': { fontSize: 12 } }}>{unit}</InputAdornment> },
      }}
      sx={{ width, flexShrink: 0, '& .MuiInputBase-root': { pr: 1 } }}
    />
  );
}
