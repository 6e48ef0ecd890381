import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Popover from '@mui/material/Popover';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ranges, type ChartState, type Grain } from '@/url/time-range';
import { Segmented } from '@/ui/Segmented';

interface CostControlsProps {
  state: ChartState;
  grain: Grain;
  grains: readonly Grain[];
  hasChildren: boolean;
  now: number;
  onChange: (patch: Partial<ChartState>) => void;
}

const fixed = ranges.filter((range) => range !== 'custom');

export function CostControls({ state, grain, grains, hasChildren, now, onChange }: CostControlsProps) {
  const { t } = useTranslation();
  const groups = (['none', 'child', 'model', 'provider', 'status'] as const).filter((group) => group !== 'child' || hasChildren);
  return (
    <Box data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <Choice label={t('chart.group')} value={state.group} options={groups.map((group) => ({ value: group, label: t(`chart.groups.${group}`) }))} onChange={(group) => onChange({ group })} />
      {grains.length > 1 && (
        <Choice label={t('chart.grain')} value={grain} options={grains.map((one) => ({ value: one, label: t(`chart.grains.${one}`) }))} onChange={(one) => onChange({ grain: one === grains[0] ? null : one })} />
      )}
      <Segmented
        label={t('chart.range')}
        value={state.range}
        options={fixed.map((range) => ({ value: range, label: t(`chart.ranges.${range}`) }))}
        onChange={(range) => onChange({ range, grain: null, from: null, to: null })}
      />
      <CustomRange key={`${state.from}|${state.to}`} state={state} now={now} onChange={onChange} />
    </Box>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as T)}
      sx={{ minWidth: 108, '& .MuiInputBase-input': { py: '5px', fontSize: 13, lineHeight: '20px' }, '& .MuiInputLabel-root': { fontSize: 13 } }}
    >
      {options.map((option) => <MenuItem key={option.value} value={option.value} dense>{option.label}</MenuItem>)}
    </TextField>
  );
}

function CustomRange({ state, now, onChange }: { state: ChartState; now: number; onChange: (patch: Partial<ChartState>) => void }) {
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
            onChange({ range: 'custom', from, to, grain: null });
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
