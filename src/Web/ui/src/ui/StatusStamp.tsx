import { useTranslation } from 'react-i18next';
import type { CostStatus } from '@/api/types';
import { Chip } from '@/ui/SeverityChip';

const tones = { estimated: 'neutral', confirmed: 'low', invoiced: 'ok' } as const;

/** How sure a figure is. */
export function StatusStamp({ status }: { status: CostStatus }) {
  const { t } = useTranslation();
  return <Chip tone={tones[status]}>{t(`spend.status.${status}`)}</Chip>;
}
