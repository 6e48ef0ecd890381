import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '@/ui/ChoiceField';
import { DayRangeControl } from '@/ui/DayRangeControl';
import { ScopeField } from '@/ui/ScopeField';
import { useMinute } from '@/ui/use-now';
import { dimensions, type Dimension } from '@/url/dimensions';
import { metrics, stepsFor, type ExploreState, type ExploreStep } from '../model/explore-state';

interface ExploreControlsProps {
  state: ExploreState;
  scope: string;
  group: readonly Dimension[];
  step: ExploreStep;
  days: number;
  onChange: (patch: Partial<ExploreState>) => void;
}

/** What is asked: whose cost, when, which figure, split by what. */
export function ExploreControls({ state, scope, group, step, days, onChange }: ExploreControlsProps) {
  const { t } = useTranslation();
  const now = useMinute();
  const steps = stepsFor(days);
  const name = (dimension: Dimension) => ({ value: dimension, label: t(`explore.dimension.${dimension}`) });
  const [first, second] = group;
  const regroup = (next: readonly (Dimension | '')[]) => onChange({ group: next.filter((one) => one !== '') });
  return (
    <Box data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
      <ScopeField compact id="explore-scope" label={t('explore.scope')} value={scope} onChange={(next) => onChange({ scope: next, group: null })} />
      <DayRangeControl state={state} now={now} onChange={(range) => onChange({ ...range, step: null })} />
      <ChoiceField label={t('chart.grain')} value={step} width={88} options={steps.map((value) => ({ value, label: t(`explore.step.${value}`) }))} onChange={(next) => onChange({ step: next === steps[0] ? null : next })} />
      <ChoiceField label={t('explore.metricTitle')} value={state.metric} width={136} options={metrics.map((value) => ({ value, label: t(`explore.metric.${value}`) }))} onChange={(metric) => onChange({ metric })} />
      <ChoiceField
        label={t('explore.groupBy')}
        value={first ?? ''}
        width={124}
        options={[{ value: '', label: t('explore.nothing') }, ...dimensions.filter((one) => one !== second).map(name)]}
        onChange={(next: Dimension | '') => regroup(next === '' ? [] : [next, second ?? ''])}
      />
      {first !== undefined && (
        <ChoiceField
          label={t('explore.thenBy')}
          value={second ?? ''}
          width={124}
          options={[{ value: '', label: t('explore.nothing') }, ...dimensions.filter((one) => one !== first).map(name)]}
          onChange={(next: Dimension | '') => regroup([first, next])}
        />
      )}
    </Box>
  );
}
