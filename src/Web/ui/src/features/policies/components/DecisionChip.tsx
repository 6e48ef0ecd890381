import { useTranslation } from 'react-i18next';
import { Chip } from '@/ui/SeverityChip';
import type { PolicyDecisionState } from '../api/types';

const tones = {
  proposed: 'medium', waiting: 'high', approved: 'low', acted: 'ok', dryRun: 'neutral', noted: 'neutral', declined: 'neutral', expired: 'neutral', failed: 'critical', withheld: 'neutral',
} as const;

export function DecisionChip({ state }: { state: PolicyDecisionState }) {
  const { t } = useTranslation();
  return <Chip tone={tones[state]}>{t(`policies.decision.${state}`)}</Chip>;
}
