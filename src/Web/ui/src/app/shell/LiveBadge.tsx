import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { keyframes } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { setPaused } from '@/live/live';
import { useLiveStatus, type LiveState } from '@/live/live-status';
import { PauseIcon, PlayIcon } from '@/ui/icons';

const tones: Record<LiveState, 'ok' | 'high' | 'neutral'> = { live: 'ok', polling: 'high', connecting: 'neutral', paused: 'neutral' };

const pulse = keyframes`50% { opacity: 0.35; }`;

export function LiveBadge() {
  const { t } = useTranslation();
  const { state } = useLiveStatus();
  const isPaused = state === 'paused';
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', border: 1, borderColor: 'divider', borderRadius: 1, height: 34, pr: 0.25, flexShrink: 0 }}>
      <Tooltip title={t(`nav.live.${state}Hint`)}>
        <Box component="span" tabIndex={0} data-state={state} data-testid="live" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75, px: 1, height: 28, borderRadius: 1, fontSize: 13, color: `tone.${tones[state]}`, fontWeight: 600, whiteSpace: 'nowrap' }}>
          <Box component="span" sx={{ width: 8, height: 8, borderRadius: '50%', bgcolor: 'currentColor', '@media (prefers-reduced-motion: no-preference)': state === 'live' ? { animation: `${pulse} 2.4s ease-in-out infinite` } : {} }} />
          {t(`nav.live.${state}`)}
        </Box>
      </Tooltip>
      <Tooltip title={t(isPaused ? 'nav.resume' : 'nav.pause')}>
        <IconButton onClick={() => setPaused(!isPaused)} aria-label={t(isPaused ? 'nav.resume' : 'nav.pause')} aria-pressed={isPaused} sx={{ p: 0.5, color: 'text.primary' }}>
          {isPaused ? <PlayIcon /> : <PauseIcon />}
        </IconButton>
      </Tooltip>
    </Box>
  );
}
