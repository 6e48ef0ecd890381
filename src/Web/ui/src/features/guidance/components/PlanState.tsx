import { useTranslation } from 'react-i18next';
import type { PlannedEvent } from '@/api/types';
import { Chip } from '@/ui/SeverityChip';
import { planState } from '../model/plans';

const tones = { ahead: 'low', now: 'ok', over: 'neutral' } as const;

export function PlanState({ plan, now }: { plan: PlannedEvent; now: number }) {
  const { t } = useTranslation();
  const state = planState(plan, now);
  return <Chip tone={tones[state]}>{t(`guidance.state.${state}`)}</Chip>;
}
