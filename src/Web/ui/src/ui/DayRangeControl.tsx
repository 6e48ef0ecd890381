import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { dayPresets, type DayRangeState } from '@/url/day-range';
import { CustomRange } from './CustomRange';
import { Segmented } from './Segmented';

interface DayRangeControlProps {
  state: DayRangeState;
  now: number;
  onChange: (patch: DayRangeState) => void;
}

const usual = dayPresets.filter((preset) => preset !== 'custom');

/** Whole UTC days: the usual ranges, or any two days. */
export function DayRangeControl({ state, now, onChange }: DayRangeControlProps) {
  const { t } = useTranslation();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <Segmented
        label={t('chart.range')}
        value={state.range}
        options={usual.map((range) => ({ value: range, label: t(`chart.ranges.${range}`) }))}
        onChange={(range) => onChange({ range, from: null, to: null })}
      />
      <CustomRange key={`${state.from}|${state.to}`} state={state} now={now} onChange={(from, to) => onChange({ range: 'custom', from, to })} />
    </Box>
  );
}
