import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';

interface ChoiceFieldProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  width?: number;
}

/** One of several, small enough to stand above a chart. */
export function ChoiceField<T extends string>({ label, value, options, onChange, width = 120 }: ChoiceFieldProps<T>) {
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as T)}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      sx={{ minWidth: width, '& .MuiInputBase-input': { py: '5px', fontSize: 13, lineHeight: '20px' }, '& .MuiInputLabel-root': { fontSize: 13 } }}
    >
      {options.map((option) => <MenuItem key={option.value} value={option.value} dense>{option.label}</MenuItem>)}
    </TextField>
  );
}
