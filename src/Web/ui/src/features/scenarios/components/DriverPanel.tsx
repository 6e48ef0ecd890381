import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { Panel } from '@/ui/Panel';
import { isoDay } from '@/url/day-range';
import type { ScenarioState } from '@/url/scenario-state';
import type { ModelChoice, ScenarioResult } from '../api/types';
import { changesNothing, unchanged } from '../model/scenario';
import { DriverSlider } from './DriverSlider';
import { ModelMoves } from './ModelMoves';
import { ModelPrices } from './ModelPrices';
import { NumberField } from './NumberField';

interface DriverPanelProps {
  state: ScenarioState;
  now: number;
  result: ScenarioResult | undefined;
  models: readonly ModelChoice[];
  onChange: (patch: Partial<ScenarioState>) => void;
}

type FactorKey = 'users' | 'perUser' | 'input' | 'output' | 'price' | 'gpuRate' | 'gpuHours';

const DAY = 86_400_000;
const hundredth = (value: number) => Math.round(value * 100) / 100;

/** All that can change, each as a slider with a field. */
export function DriverPanel({ state, now, result, models, onChange }: DriverPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const factor = (key: FactorKey) => {
    const value = state[key];
    return (
      <DriverSlider
        key={key}
        label={t(`scenarios.driver.${key}`)}
        value={hundredth((value - 1) * 100)}
        min={-100}
        max={key === 'users' || key === 'perUser' ? 400 : 200}
        fieldMax={9_900}
        step={5}
        middle={0}
        unit="%"
        words={value === 1 ? t('scenarios.asItIs') : t('scenarios.times', { factor: format.countExact(value) })}
        onReset={value === 1 ? null : () => onChange({ [key]: 1 })}
        reset={t('scenarios.reset')}
        onChange={(percent) => onChange({ [key]: (percent + 100) / 100 })}
      />
    );
  };
  const share = (key: 'cache' | 'batch', before: number | null) => {
    const value = state[key];
    return (
      <DriverSlider
        key={key}
        label={t(`scenarios.driver.${key}`)}
        value={value === null ? null : hundredth(value * 100)}
        now={before === null ? null : hundredth(before * 100)}
        min={0}
        max={100}
        step={1}
        unit="%"
        words={value === null ? t('scenarios.asItIs') : before === null ? format.percent(value, 1) : t('scenarios.insteadOf', { share: format.percent(before, 1) })}
        onReset={value === null ? null : () => onChange({ [key]: null })}
        reset={t('scenarios.reset')}
        onChange={(percent) => onChange({ [key]: percent / 100 })}
      />
    );
  };
  const today = isoDay(now);
  return (
    <Panel
      title={t('scenarios.drivers')}
      hint={t('scenarios.driversHint')}
      actions={changesNothing(state) ? undefined : <Button color="inherit" data-print="hide" onClick={() => onChange(unchanged)} sx={{ color: 'text.secondary' }}>{t('scenarios.resetAll')}</Button>}
    >
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
        <Group title={t('scenarios.group.traffic')}>{(['users', 'perUser', 'input', 'output'] as const).map(factor)}</Group>
        <Group title={t('scenarios.group.serving')}>
          {share('cache', result?.replayed.cacheHitRateBefore ?? null)}
          {share('batch', result?.replayed.batchShareBefore ?? null)}
          <ModelMoves moves={state.moves} models={models} onChange={(moves) => onChange({ moves })} />
        </Group>
        <Group title={t('scenarios.group.price')}>
          {(['price', 'gpuRate', 'gpuHours'] as const).map(factor)}
          <ModelPrices prices={state.prices} models={models} onChange={(prices) => onChange({ prices })} />
        </Group>
        <Group title={t('scenarios.group.time')}>
          <TextField
            type="date"
            size="small"
            label={t('scenarios.start')}
            value={state.start ?? today}
            onChange={(event) => event.target.value !== '' && onChange({ start: event.target.value <= today ? null : event.target.value })}
            slotProps={{ inputLabel: { shrink: true }, htmlInput: { min: today, max: isoDay(now + (state.horizon - 1) * DAY) } }}
            sx={{ mt: 1 }}
          />
          <Days label={t('scenarios.horizon')} help={t('scenarios.horizonHelp')} unit={t('scenarios.days')} value={state.horizon} min={1} onChange={(horizon) => onChange({ horizon })} />
          <Days label={t('scenarios.base')} help={t('scenarios.baseHelp')} unit={t('scenarios.days')} value={state.base} min={7} onChange={(base) => onChange({ base })} />
        </Group>
      </Box>
    </Panel>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box role="group" aria-label={title} sx={{ display: 'flex', flexDirection: 'column', gap: 0.75 }}>
      <Typography component="h3" sx={{ fontSize: 12, lineHeight: '18px', fontWeight: 600, color: 'text.secondary', borderBottom: 1, borderColor: 'divider', pb: 0.5 }}>{title}</Typography>
      {children}
    </Box>
  );
}

function Days({ label, help, unit, value, min, onChange }: { label: string; help: string; unit: string; value: number; min: number; onChange: (value: number) => void }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography component="div" sx={{ fontSize: 13, lineHeight: '18px' }}>{label}</Typography>
        <Typography component="div" variant="caption" sx={{ color: 'text.secondary', lineHeight: '16px' }}>{help}</Typography>
      </Box>
      <NumberField label={label} value={value} min={min} max={90} unit={unit} onChange={(days) => onChange(Math.round(days))} />
    </Box>
  );
}
