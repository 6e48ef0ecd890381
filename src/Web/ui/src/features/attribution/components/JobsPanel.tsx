import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { AskDialog } from '@/ui/AskDialog';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { Chip } from '@/ui/SeverityChip';
import { useMinute } from '@/ui/use-now';
import { isGoing, jobsQuery } from '../api/queries';
import type { Job } from '../api/types';
import { lastMonthStart } from '../model/rules';
import { ApplyStep } from './ApplyStep';
import { JobProgress } from './JobProgress';

const SHOWN = 6;
const tones = { waiting: 'low', running: 'low', done: 'ok', failed: 'high', cancelled: 'neutral' } as const;

/** The latest previews and applications of the rules. */
export function JobsPanel() {
  const { t } = useTranslation();
  const query = useQuery(jobsQuery());
  const now = useMinute();
  const [apply, setApply] = useState({ key: 0, isOpen: false });
  const close = () => setApply((last) => ({ ...last, isOpen: false }));
  return (
    <Panel flush title={t('attribution.jobs')} hint={t('attribution.jobsHint')} actions={<Button variant="outlined" onClick={() => setApply((last) => ({ key: last.key + 1, isOpen: true }))} data-print="hide">{t('attribution.applyToPast')}</Button>}>
      <DataState what={t('attribution.jobs')} query={query} height={140}>
        {(data) => data.items.length === 0 ? <EmptyNote title={t('attribution.noJobs')} hint={t('attribution.noJobsHint')} height={120} /> : (
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {data.items.slice(0, SHOWN).map((job) => <Box component="li" key={job.id} sx={{ px: 2, py: 1.25, borderTop: 1, borderColor: 'divider' }}><JobLine job={job} /></Box>)}
          </Box>
        )}
      </DataState>
      <AskDialog open={apply.isOpen} title={t('attribution.applyToPast')} onClose={close} actions={<Button variant="outlined" onClick={close}>{t('common.close')}</Button>}>
        <ApplyStep key={apply.key} from={lastMonthStart(now)} />
      </AskDialog>
    </Panel>
  );
}

function JobLine({ job }: { job: Job }) {
  const { t } = useTranslation();
  const format = useFormat();
  const state = job.state ?? 'waiting';
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <Box component="span" sx={{ fontWeight: 600 }}>{t(`attribution.jobKind.${job.kind}`)}</Box>
        <Chip tone={tones[state]}>{t(`attribution.jobState.${state}`)}</Chip>
        {job.effect !== undefined && job.effect !== null && (
          <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }}>{t(job.kind === 'apply' ? 'attribution.movedAmount' : 'attribution.movesAmount', { amount: format.money(job.effect.movedCost.effective ?? 0) })}</Box>
        )}
      </Box>
      <Typography variant="caption" component="div" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
        {[job.by, format.dateTime(job.askedAt), t('attribution.since', { day: format.day(job.from) }), ...(job.fault === null || job.fault === undefined ? [] : [job.fault])].join(' · ')}
      </Typography>
      {isGoing(job) && <JobProgress job={job} />}
    </>
  );
}
