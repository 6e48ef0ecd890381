import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Slider from '@mui/material/Slider';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { NumberField } from './NumberField';

interface DriverSliderProps {
  label: string;
  /** Null where it stays as it is; the slider then stands at `now`. */
  value: number | null;
  now?: number | null;
  min: number;
  /** The slider's end; the field goes further. */
  max: number;
  fieldMax?: number;
  step: number;
  /** Where nothing is changed, for a scale that goes both ways. */
  middle?: number;
  unit: string;
  /** What the value means, in words. */
  words: string;
  /** Puts it back; null where nothing is changed. */
  onReset: (() => void) | null;
  reset: string;
  onChange: (value: number) => void;
}

/** A slider for the rough and a field for the exact value of the same thing. */
export function DriverSlider({ label, value, now = null, min, max, fieldMax = max, step, middle, unit, words, onReset, reset, onChange }: DriverSliderProps) {
  const id = useId();
  const at = value ?? now ?? min;
  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography id={id} component="div" sx={{ fontSize: 13, lineHeight: '18px', fontWeight: onReset === null ? 400 : 600 }}>{label}</Typography>
          <Typography component="div" variant="caption" sx={{ color: 'text.secondary', lineHeight: '16px', fontVariantNumeric: 'tabular-nums' }}>
            {words}
            {onReset !== null && <Link component="button" type="button" onClick={onReset} aria-label={`${label}: ${reset}`} sx={{ ml: 1, fontSize: 12, verticalAlign: 'baseline' }}>{reset}</Link>}
          </Typography>
        </Box>
        <NumberField label={label} value={value} min={min} max={fieldMax} unit={unit} placeholder={now === null ? undefined : String(now)} onChange={onChange} />
      </Box>
      <Box sx={{ px: 0.75 }}>
        <Slider
          size="small"
          aria-labelledby={id}
          value={Math.min(max, Math.max(min, at))}
          min={min}
          max={max}
          step={step}
          track={middle === undefined ? 'normal' : false}
          marks={middle === undefined ? false : [{ value: middle }]}
          getAriaValueText={() => words}
          onChange={(_, next) => onChange(next as number)}
          sx={{ py: 1, display: 'block', color: onReset === null ? 'text.secondary' : 'primary.main', '& .MuiSlider-mark': { height: 8, bgcolor: 'control' } }}
        />
      </Box>
    </Box>
  );
}
