import { useTranslation } from 'react-i18next';
import { CheckIcon, CriticalIcon, HighIcon, MediumIcon } from '@/ui/icons';
import { Chip } from '@/ui/SeverityChip';
import type { BudgetState } from '../model/budgets';

const looks = {
  over: { tone: 'critical', Icon: CriticalIcon },
  risk: { tone: 'high', Icon: HighIcon },
  fine: { tone: 'ok', Icon: CheckIcon },
  unknown: { tone: 'medium', Icon: MediumIcon },
} as const;

export function BudgetStateChip({ state }: { state: BudgetState }) {
  const { t } = useTranslation();
  const { tone, Icon } = looks[state];
  return (
    <Chip tone={tone}>
      <Icon sx={{ fontSize: 14 }} />
      {t(`budgets.state.${state}`)}
    </Chip>
  );
}
