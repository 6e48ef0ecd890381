import { useTranslation } from 'react-i18next';
import { CheckIcon, CloseIcon, HighIcon, LowIcon } from '@/ui/icons';
import { Chip } from '@/ui/SeverityChip';
import type { ChannelStatus } from '../api/types';

const looks = {
  unused: { tone: 'neutral', Icon: LowIcon },
  well: { tone: 'ok', Icon: CheckIcon },
  failing: { tone: 'high', Icon: HighIcon },
  disabled: { tone: 'critical', Icon: CloseIcon },
} as const;

export function ChannelStatusChip({ status }: { status: ChannelStatus }) {
  const { t } = useTranslation();
  const { tone, Icon } = looks[status];
  return (
    <Chip tone={tone}>
      <Icon sx={{ fontSize: 14 }} />
      {t(`alerts.status.${status}`)}
    </Chip>
  );
}
