import { useTranslation } from 'react-i18next';
import type { SourceStatus } from '@/api/types';
import { CheckIcon, HighIcon, LowIcon, MediumIcon, PauseIcon } from '@/ui/icons';
import { Chip } from '@/ui/SeverityChip';

const looks = {
  well: { tone: 'ok', Icon: CheckIcon },
  neverRead: { tone: 'low', Icon: LowIcon },
  waiting: { tone: 'medium', Icon: MediumIcon },
  failing: { tone: 'high', Icon: HighIcon },
  paused: { tone: 'neutral', Icon: PauseIcon },
} as const;

export function SourceStatusChip({ status }: { status: SourceStatus }) {
  const { t } = useTranslation();
  const { tone, Icon } = looks[status];
  return (
    <Chip tone={tone}>
      <Icon sx={{ fontSize: 14 }} />
      {t(`sources.status.${status}`)}
    </Chip>
  );
}
