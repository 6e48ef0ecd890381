import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CriticalIcon, HighIcon, LowIcon, MediumIcon } from './icons';

export type SeverityLevel = 'critical' | 'high' | 'medium' | 'low';

export const severityIcons = { critical: CriticalIcon, high: HighIcon, medium: MediumIcon, low: LowIcon };

/** Icon, word and colour together: never colour alone. */
export function SeverityChip({ severity, muted = false }: { severity: SeverityLevel; muted?: boolean }) {
  const { t } = useTranslation();
  const Icon = severityIcons[severity];
  const tone = muted ? 'neutral' : severity;
  return (
    <Chip tone={tone}>
      <Icon sx={{ fontSize: 14 }} />
      {t(`common.severity.${severity}`)}
    </Chip>
  );
}

export function Chip({ tone, children }: { tone: SeverityLevel | 'ok' | 'neutral'; children: ReactNode }) {
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, px: 0.75, height: 22, borderRadius: 0.75, bgcolor: `soft.${tone}`, color: `tone.${tone}`, fontSize: 12, fontWeight: 600, whiteSpace: 'nowrap', flexShrink: 0 }}
    >
      {children}
    </Box>
  );
}
