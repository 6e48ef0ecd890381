import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';

/** How a figure is written: an amount of money, a quantity, or a part of a whole. */
export type FigureForm = 'money' | 'count' | 'share';

export interface Figure {
  short: (value: number | null) => string;
  exact: (value: number | null) => string;
  /** A tick of an axis that goes up to `peak`. */
  axis: (value: number, peak: number) => string;
}

export function useFigure(form: FigureForm): Figure {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const none = t('common.none');
    const known = (write: (value: number) => string) => (value: number | null) => (value === null ? none : write(value));
    if (form === 'money') return { short: known(format.money), exact: known(format.moneyExact), axis: format.moneyAxis };
    if (form === 'share') {
      const share = (value: number) => format.percent(value, 1);
      return { short: known(share), exact: known(share), axis: (value) => format.percent(value, 0) };
    }
    return { short: known(format.count), exact: known(format.countExact), axis: (value) => format.count(value) };
  }, [t, format, form]);
}
