import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { PaceBar } from '@/ui/PaceBar';
import type { Budget } from '../api/types';

/** A period against its limit: spent, held beyond that, and what is expected by its end. */
export function BudgetBar({ budget: { status }, thin = false }: { budget: Budget; thin?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = (amount: number) => (status.limit > 0 ? amount / status.limit : 0);
  const { forecast } = status;
  const words = [
    t('budgets.used', { share: format.percent(status.share) }),
    ...(status.held > 0 ? [t('budgets.heldShare', { share: format.percent(share(status.held)) })] : []),
    ...(forecast === null ? [] : [t('budgets.expectedShare', { share: format.percent(share(forecast.p50)) })]),
  ];
  return (
    <PaceBar
      thin={thin}
      used={status.share}
      held={share(status.held)}
      p10={forecast === null ? null : share(forecast.p10)}
      p50={forecast === null ? null : share(forecast.p50)}
      p90={forecast === null ? null : share(forecast.p90)}
      label={words.join(', ')}
    />
  );
}
