import { useTranslation } from 'react-i18next';
import type { DeliveryState } from '@/api/types';
import { CheckIcon, CloseIcon, LowIcon } from './icons';
import { Chip } from './SeverityChip';

const looks = {
  waiting: { tone: 'low', Icon: LowIcon },
  delivered: { tone: 'ok', Icon: CheckIcon },
  dead: { tone: 'critical', Icon: CloseIcon },
  folded: { tone: 'neutral', Icon: CheckIcon },
} as const;

/** Whether a message arrived. */
export function DeliveryChip({ state }: { state: DeliveryState }) {
  const { t } = useTranslation();
  const { tone, Icon } = looks[state];
  return (
    <Chip tone={tone}>
      <Icon sx={{ fontSize: 14 }} />
      {t(`common.delivery.${state}`)}
    </Chip>
  );
}
