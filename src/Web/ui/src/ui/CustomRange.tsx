import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface CustomRangeProps {
  state: { range: string; from: string | null; to: string | null };
  now: number;
  /** UTC days, the last one included. */
  onChange: (from: string, to: string) => void;
}

/** Any two days, beside the usual ranges. */
export function CustomRange({ state, now, onChange }: CustomRangeProps) {
  const { t } = useTranslation();
  const today = new Date(now).toISOString().slice(0, 10);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [from, setFrom] = useState(state.from ?? new Date(now - 13 * 86_400_000).toISOString().slice(0, 10));
  const [to, setTo] = useState(state.to ?? today);
  const isChosen = state.range === 'custom';
  const isValid = from !== '' && to !== '' && from <= to;
  return (
    <>
      <Button
        variant="outlined"
        color="inherit"
        aria-haspopup="dialog"
        aria-pressed={isChosen}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ minHeight: 28, py: 0, fontWeight: isChosen ? 600 : 400, borderColor: 'divider', color: isChosen ? 'text.primary' : 'text.secondary', bgcolor: isChosen ? 'soft.neutral' : 'transparent' }}
      >
        {isChosen && state.from !== null && state.to !== null ? `${state.from} – ${state.to}` : t('chart.custom')}
      </Button>
      <Popover open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)} anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }} transformOrigin={{ vertical: 'top', horizontal: 'right' }} slotProps={{ paper: { sx: { border: 1, borderColor: 'divider', p: 2 }, role: 'dialog', 'aria-label': t('chart.custom') } }}>
        <Box
          component="form"
          onSubmit={(event) => {
            event.preventDefault();
            if (!isValid) return;
            setAnchor(null);
            onChange(from, to);
          }}
          sx={{ display: 'flex', gap: 1.5, alignItems: 'center' }}
        >
          <TextField type="date" size="small" label={t('chart.from')} value={from} onChange={(event) => setFrom(event.target.value)} slotProps={{ inputLabel: { shrink: true }, htmlInput: { max: to } }} />
          <TextField type="date" size="small" label={t('chart.to')} value={to} onChange={(event) => setTo(event.target.value)} slotProps={{ inputLabel: { shrink: true }, htmlInput: { min: from, max: today } }} />
          <Button type="submit" variant="contained" disabled={!isValid}>{t('common.apply')}</Button>
        </Box>
      </Popover>
    </>
  );
}
