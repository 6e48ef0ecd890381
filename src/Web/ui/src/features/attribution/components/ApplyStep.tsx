import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useExplain } from '@/ui/use-explain';
import { isGoing, jobQuery } from '../api/queries';
import type { Job } from '../api/types';
import { refresh, useApplyRules } from '../api/use-attribution';
import { EffectView } from './EffectView';
import { JobProgress } from './JobProgress';

/** Restates what was recorded before by the rules in use; nothing happens without the button. */
export function ApplyStep({ from: offered }: { from: string }) {
  const { t } = useTranslation();
  const explain = useExplain();
  const client = useQueryClient();
  const apply = useApplyRules();
  const [from, setFrom] = useState(offered);
  const [first, setFirst] = useState<Job | null>(null);
  const { data: job } = useQuery(jobQuery(first));
  const isDone = job?.state === 'done';
  // Outside system: the cache of what the server says, which the job has changed.
  useEffect(() => {
    if (isDone) void refresh(client);
  }, [isDone, client]);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <Typography>{t('attribution.applyText')}</Typography>
      {job === undefined && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'flex-start' }}>
          <TextField type="date" size="small" label={t('attribution.fromDay')} value={from} onChange={(event) => setFrom(event.target.value)} helperText={t('attribution.utcDay')} slotProps={{ inputLabel: { shrink: true } }} />
          <Button variant="contained" disabled={apply.isPending || from === ''} onClick={() => apply.mutate(`${from}T00:00:00Z`, { onSuccess: setFirst })} sx={{ minHeight: 40 }}>{t('attribution.apply')}</Button>
        </Box>
      )}
      {job !== undefined && isGoing(job) && <JobProgress job={job} />}
      {isDone && job.effect !== undefined && job.effect !== null && <Alert severity="success"><EffectView effect={job.effect} done /></Alert>}
      {job?.state === 'failed' && <Alert severity="error">{t('attribution.jobFailed', { detail: job.fault ?? '' })}</Alert>}
      {job?.state === 'cancelled' && <Alert severity="warning">{t('attribution.jobCancelled')}</Alert>}
      {apply.error !== null && <Alert severity="error">{t('attribution.applyFailed', { detail: explain(apply.error) })}</Alert>}
    </Box>
  );
}
