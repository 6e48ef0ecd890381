import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import type { Job } from '../api/types';
import { useCancelJob } from '../api/use-attribution';
import { progress } from '../model/rules';

/** How far a preview or an application is, with the way to stop it. */
export function JobProgress({ job }: { job: Job }) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const cancel = useCancelJob();
  const share = progress(job);
  return (
    <Box role="status" sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="caption" component="p" id={id} sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {t(`attribution.going.${job.kind}`, { records: format.countExact(job.recordsRead ?? 0), total: job.recordsTotal === undefined ? t('common.none') : format.countExact(job.recordsTotal) })}
        </Typography>
        <LinearProgress variant={share === null ? 'indeterminate' : 'determinate'} value={(share ?? 0) * 100} aria-labelledby={id} sx={{ mt: 0.5, height: 6, borderRadius: 0.5, bgcolor: 'track' }} />
      </Box>
      <Button variant="outlined" onClick={() => cancel.mutate(job.id)} disabled={cancel.isPending}>{t('attribution.stop')}</Button>
    </Box>
  );
}
