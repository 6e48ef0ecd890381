import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import type { ScenarioState } from '@/url/scenario-state';

/** The changes of a scenario, each in a few words. */
export function useDriverWords(): (state: ScenarioState) => string[] {
  const { t } = useTranslation();
  const format = useFormat();
  return (state) => {
    const factors = (['users', 'perUser', 'input', 'output', 'price', 'gpuRate', 'gpuHours'] as const).filter((key) => state[key] !== 1);
    const shares = (['cache', 'batch'] as const).filter((key) => state[key] !== null);
    const model = (name: string) => (name === '*' ? t('scenarios.allModels') : name);
    return [
      ...factors.map((key) => `${t(`scenarios.driver.${key}`)} ${format.percentDelta(state[key] - 1)}`),
      ...shares.map((key) => `${t(`scenarios.driver.${key}`)} ${format.percent(state[key]!, 1)}`),
      ...state.moves.map((move) => t('scenarios.moveWords', { share: format.percent(move.share, 1), from: model(move.fromModel), to: move.toModel })),
      ...state.prices.map((price) => t('scenarios.priceWords', { model: model(price.model), change: format.percentDelta(price.factor - 1) })),
      ...(state.start === null ? [] : [t('scenarios.from', { day: format.day(state.start) })]),
    ];
  };
}
