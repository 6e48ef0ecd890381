import { useTranslation } from 'react-i18next';
import { CheckIcon, CloseIcon, HighIcon } from '@/ui/icons';
import { Chip } from '@/ui/SeverityChip';

const looks = {
  active: { tone: 'ok', Icon: CheckIcon },
  locked: { tone: 'high', Icon: HighIcon },
  disabled: { tone: 'neutral', Icon: CloseIcon },
  good: { tone: 'ok', Icon: CheckIcon },
  expired: { tone: 'neutral', Icon: CloseIcon },
  revoked: { tone: 'neutral', Icon: CloseIcon },
} as const;

/** Whether somebody, or a token, is let in. */
export function StandingChip({ standing }: { standing: keyof typeof looks }) {
  const { t } = useTranslation();
  const { tone, Icon } = looks[standing];
  return (
    <Chip tone={tone}>
      <Icon sx={{ fontSize: 14 }} />
      {t(`identity.standing.${standing}`)}
    </Chip>
  );
}
