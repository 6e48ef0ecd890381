import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceBackfill } from '@/api/types';
import { useFormat } from '@/format/use-format';

/** How far a backfill has come; or when it was done. */
export function BackfillProgress({ backfill }: { backfill: SourceBackfill }) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const records = format.countExact(backfill.records);
  const span = { from: format.dateTime(backfill.from), to: format.dateTime(backfill.to) };
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="caption" component="p" id={id} sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {backfill.finishedAt === null
          ? t('sources.backfillRuns', { ...span, share: format.percent(backfill.progress), records })
          : t('sources.backfillDone', { ...span, time: format.dateTime(backfill.finishedAt), records })}
      </Typography>
      {backfill.finishedAt === null && (
        <LinearProgress variant="determinate" value={backfill.progress * 100} aria-labelledby={id} sx={{ mt: 0.5, height: 6, borderRadius: 0.5, bgcolor: 'track' }} />
      )}
    </Box>
  );
}
