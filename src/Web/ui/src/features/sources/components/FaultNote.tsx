import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Source } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { HighIcon, MediumIcon } from '@/ui/icons';

/** The last failure: what happened, what to do, and the words of the provider. */
export function FaultNote({ state }: { state: Source['state'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { lastFault: fault } = state;
  if (fault === null) return null;
  const isSerious = state.status !== 'waiting';
  const Icon = isSerious ? HighIcon : MediumIcon;
  return (
    <Box role="note" sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', bgcolor: isSerious ? 'soft.high' : 'soft.medium', borderRadius: 1, px: 1.5, py: 1 }}>
      <Icon sx={{ color: isSerious ? 'tone.high' : 'tone.medium', mt: '1px', fontSize: 18 }} />
      <Box sx={{ minWidth: 0 }}>
        <Typography component="p">
          <Box component="span" sx={{ fontWeight: 600 }}>{t(`sources.fault.${fault.code}`)}</Box> {t(`sources.mend.${fault.code}`)}
        </Typography>
        <Typography variant="caption" component="p" lang="en" sx={{ overflowWrap: 'anywhere' }}>{fault.message}</Typography>
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
          {t('sources.failedAt', { time: format.dateTime(fault.at), count: state.failures })}
          {state.nextRunAt !== null && ` · ${t('sources.triedAgain', { time: format.dateTime(state.nextRunAt) })}`}
        </Typography>
      </Box>
    </Box>
  );
}
