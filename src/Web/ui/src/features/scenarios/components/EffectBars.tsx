import { useTranslation } from 'react-i18next';
import { WaterfallTable } from '@/ui/WaterfallTable';
import type { ScenarioResult } from '../api/types';
import { effectBars } from '../model/result';

const drivers = ['users', 'requests_per_user', 'input_tokens', 'output_tokens', 'cache_hit_rate', 'batch_share', 'model_mix', 'price', 'gpu_rate', 'gpu_hours'] as const;

export function useEffectName(): (driver: string) => string {
  const { t } = useTranslation();
  return (driver) => {
    const known = drivers.find((one) => one === driver);
    return known === undefined ? driver : t(`scenarios.effect.${known}`);
  };
}

/** What each change does to the replayed traffic. */
export function EffectBars({ result }: { result: ScenarioResult }) {
  const { t } = useTranslation();
  const effectName = useEffectName();
  return (
    <WaterfallTable
      label={t('scenarios.effects')}
      fall={effectBars(result)}
      headings={[t('scenarios.change'), t('scenarios.effectAmount')]}
      name={({ kind, part }) => (part === null ? t(kind === 'before' ? 'scenarios.asItWas' : 'scenarios.withChanges') : effectName(part))}
    />
  );
}
