import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import type { Step } from './prepare/group-chart';

interface StepName {
  full: (time: number) => string;
  /** As short as an axis wants it. */
  tick: (time: number) => string;
}

/** How buckets of whole days are called. */
export function useStepName(step: Step): StepName {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const day = (time: number) => format.axis(time, 'day');
    const names: Record<Step, StepName> = {
      day: { full: (time) => format.bucket(time, 'day'), tick: day },
      week: { full: (time) => t('chart.weekOf', { day: format.day(time) }), tick: day },
      month: { full: format.month, tick: format.month },
      total: { full: () => t('chart.whole'), tick: () => t('chart.whole') },
    };
    return names[step];
  }, [t, format, step]);
}
