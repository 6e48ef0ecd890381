import { createFormat } from '@/format/format';
import { useFormat } from '@/format/use-format';

/** Writes an amount in the budget's own currency, which need not be the reporting one. */
export function useMoneyOf(): (amount: number, currency: string) => string {
  const format = useFormat();
  return (amount, currency) => createFormat(format.language, currency, format.zone).moneyExact(amount);
}
