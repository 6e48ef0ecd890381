import { useTranslation } from 'react-i18next';
import { createFormat } from '@/format/format';
import { useFormat } from '@/format/use-format';
import type { ValueFigures, ValueUnit } from '../api/types';
import { leftOut } from '../model/value';

/** What is said of a unit and of what its figures rest on. */
export function useUnitWords() {
  const { t } = useTranslation();
  const format = useFormat();
  return {
    /** What one is worth, in its own currency, which need not be the reporting one. */
    worth: ({ worth, currency }: ValueUnit) => (worth === null ? null : t('value.worthOne', { amount: createFormat(format.language, currency, format.zone).moneyExact(worth) })),
    roi: (roi: number | null) => (roi === null ? t('common.none') : format.percentDelta(roi)),
    /** Which days are left out; null when none is. */
    leftOut: (figures: ValueFigures) => {
      const kind = leftOut(figures);
      return kind === null ? null : t(`value.leftOut.${kind}`, { count: figures.daysWithoutCount, used: figures.usedDays, costless: figures.daysWithoutCost });
    },
  };
}
