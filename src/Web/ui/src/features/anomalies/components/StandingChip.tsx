import { useTranslation } from 'react-i18next';
import { CheckIcon, HighIcon, PauseIcon } from '@/ui/icons';
import { Chip } from '@/ui/SeverityChip';
import type { Standing } from '../model/handling';

const looks = {
  open: { tone: 'high', Icon: HighIcon },
  acknowledged: { tone: 'ok', Icon: CheckIcon },
  snoozed: { tone: 'neutral', Icon: PauseIcon },
  resolved: { tone: 'neutral', Icon: CheckIcon },
} as const;

/** Whether somebody takes care of it. */
export function StandingChip({ standing }: { standing: Standing }) {
  const { t } = useTranslation();
  const { tone, Icon } = looks[standing];
  return (
    <Chip tone={tone}>
      <Icon sx={{ fontSize: 14 }} />
      {t(`anomalies.stands.${standing}`)}
    </Chip>
  );
}
