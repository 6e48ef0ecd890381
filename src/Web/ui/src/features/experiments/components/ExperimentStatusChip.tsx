import { useTranslation } from 'react-i18next';
import { CheckIcon, CriticalIcon, HighIcon, MediumIcon, PauseIcon, PlayIcon } from '@/ui/icons';
import { Chip } from '@/ui/SeverityChip';
import type { Experiment } from '../api/types';
import { experimentStatus } from '../model/experiments';

const looks = {
  capReached: { tone: 'critical', Icon: CriticalIcon },
  runaway: { tone: 'critical', Icon: CriticalIcon },
  overEstimate: { tone: 'high', Icon: HighIcon },
  nearEstimate: { tone: 'medium', Icon: MediumIcon },
  unknown: { tone: 'medium', Icon: MediumIcon },
  running: { tone: 'ok', Icon: PlayIcon },
  finished: { tone: 'neutral', Icon: CheckIcon },
  stopped: { tone: 'neutral', Icon: PauseIcon },
} as const;

export function ExperimentStatusChip({ experiment }: { experiment: Experiment }) {
  const { t } = useTranslation();
  const status = experimentStatus(experiment);
  const { tone, Icon } = looks[status];
  return (
    <Chip tone={tone}>
      <Icon sx={{ fontSize: 14 }} />
      {t(`experiments.status.${status}`)}
    </Chip>
  );
}
