import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { ranges, type ChartState, type Grain } from '@/url/time-range';
import { ChoiceField } from '@/ui/ChoiceField';
import { CustomRange } from '@/ui/CustomRange';
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
      <ChoiceField width={108} label={t('chart.group')} value={state.group} options={groups.map((group) => ({ value: group, label: t(`chart.groups.${group}`) }))} onChange={(group) => onChange({ group })} />
      {grains.length > 1 && (
        <ChoiceField width={108} label={t('chart.grain')} value={grain} options={grains.map((one) => ({ value: one, label: t(`chart.grains.${one}`) }))} onChange={(one) => onChange({ grain: one === grains[0] ? null : one })} />
      )}
      <Segmented
        label={t('chart.range')}
        value={state.range}
        options={fixed.map((range) => ({ value: range, label: t(`chart.ranges.${range}`) }))}
        onChange={(range) => onChange({ range, grain: null, from: null, to: null })}
      />
      <CustomRange key={`${state.from}|${state.to}`} state={state} now={now} onChange={(from, to) => onChange({ range: 'custom', from, to, grain: null })} />
    </Box>
  );
}
