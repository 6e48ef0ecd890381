import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import { useId } from 'react';

interface CheckGroupProps<T extends string> {
  /** Of the first box, so that a fault can lead there. */
  id?: string;
  legend: string;
  help?: string;
  fault?: string | null;
  options: readonly { value: T; label: string }[];
  value: readonly T[];
  onChange: (value: T[]) => void;
  /** In columns, where there are many. */
  isWide?: boolean;
}

/** Any of several, all visible. */
export function CheckGroup<T extends string>({ id, legend, help, fault = null, options, value, onChange, isWide = false }: CheckGroupProps<T>) {
  const helpId = useId();
  const note = fault ?? help ?? '';
  const toggle = (one: T) => onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one]);
  return (
    <FormControl component="fieldset" error={fault !== null} aria-describedby={note === '' ? undefined : helpId}>
      <FormLabel component="legend" sx={{ fontSize: 12, lineHeight: '18px' }}>{legend}</FormLabel>
      <FormGroup row sx={{ columnGap: 1, ...(isWide ? { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))' } : {}) }}>
        {options.map((option, i) => (
          <FormControlLabel
            key={option.value}
            control={<Checkbox id={i === 0 ? id : undefined} size="small" checked={value.includes(option.value)} onChange={() => toggle(option.value)} sx={{ py: 0.5 }} />}
            label={option.label}
          />
        ))}
      </FormGroup>
      {note !== '' && <FormHelperText id={helpId} sx={{ ml: 0, mt: 0 }}>{note}</FormHelperText>}
    </FormControl>
  );
}
