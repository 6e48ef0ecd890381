import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';

interface FilterSelectProps<T extends string> {
  label: string;
  value: T | null;
  /** What no choice is called. */
  all: string;
  options: readonly { value: T; label: string }[];
  onChange: (value: T | null) => void;
}

/** One filter of a list: small enough to stand beside others above it. */
export function FilterSelect<T extends string>({ label, value, all, options, onChange }: FilterSelectProps<T>) {
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : (event.target.value as T))}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      sx={{ minWidth: 120, '& .MuiInputBase-input': { py: '5px', fontSize: 13, lineHeight: '20px' }, '& .MuiInputLabel-root': { fontSize: 13 } }}
    >
      <MenuItem value="" dense>{all}</MenuItem>
      {options.map((option) => <MenuItem key={option.value} value={option.value} dense>{option.label}</MenuItem>)}
    </TextField>
  );
}
