import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { Chip } from '@/ui/SeverityChip';
import type { Policy, PolicyRecord } from '../api/types';

const tones = { notify: 'neutral', propose: 'low', ask: 'low', act: 'medium' } as const;

/** How far a policy goes by itself, and what keeps it from that. */
export function PolicyBadges({ policy, record }: { policy: Policy; record: PolicyRecord }) {
  const { t } = useTranslation();
  return (
    <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', gap: 0.5 }}>
      <Chip tone={tones[policy.autonomy]}>{t(`policies.autonomy.${policy.autonomy}`)}</Chip>
      {policy.dryRun && <Chip tone="neutral">{t('policies.dryRun')}</Chip>}
      {record.isQuiet && <Chip tone="high">{t('policies.quiet')}</Chip>}
      {!policy.enabled && <Chip tone="neutral">{t('policies.off')}</Chip>}
    </Box>
  );
}
