import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import type { Experiment } from '../api/types';

const MAX_HOURS = 24 * 365;

/** How long the cap lasts at the present pace, in words. */
export function useTimeLeft(): (experiment: Experiment) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ state, cap, capShare, hoursToCap, limitUnknown }) => {
    if (limitUnknown !== null) return t('common.none');
    if (cap === null) return t('experiments.noCap');
    if (capShare !== null && capShare >= 1) return t('experiments.capReached');
    if (state !== 'running') return t('common.none');
    if (hoursToCap === null) return t('experiments.notSpending');
    return hoursToCap > MAX_HOURS ? t('experiments.overAYear') : format.duration(hoursToCap * 3_600_000);
  };
}
