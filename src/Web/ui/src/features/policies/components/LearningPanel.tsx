import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { Facts } from '@/ui/Facts';
import { Panel } from '@/ui/Panel';
import { Permitted } from '@/ui/Permitted';
import { useExplain } from '@/ui/use-explain';
import { useMay } from '@/ui/use-session';
import type { PolicyDetail } from '../api/types';
import { usePolicyDeed } from '../api/use-policies';
import { countedStates } from '../model/decisions';
import { PolicyBadges } from './PolicyBadges';

/** What people made of a policy's decisions, what follows from it, and the ways back. */
export function LearningPanel({ detail: { policy, record } }: { detail: PolicyDetail }) {
  const { t } = useTranslation();
  const mayManage = useMay()('managePolicies', policy.scope.key);
  const format = useFormat();
  const explain = useExplain();
  const deed = usePolicyDeed();
  const act = (what: 'arm' | 'disarm' | 'resume') => deed.mutate({ id: policy.id, deed: what });
  const facts = [
    [t('policies.state'), <PolicyBadges key="state" policy={policy} record={record} />],
    [t('policies.decisions'), countedStates(record).map(({ state, count }) => `${t(`policies.decision.${state}`)} ${format.countExact(count)}`).join(' · ') || t('common.none')],
    [t('policies.approvalRate'), record.approvalRate === null ? t('common.none') : `${format.percent(record.approvalRate)} · ${t('policies.answered', { approved: record.approved, declined: record.declined })}`],
    [t('policies.said'), t('policies.saidCounts', { useful: record.useful, expected: record.expected, noise: record.noise })],
  ] as const;
  return (
    <Panel title={t('policies.learning')} hint={t('policies.learningHint')}>
      <Facts facts={facts} />
      {record.isQuiet && (
        <Alert severity="warning" sx={{ mt: 2 }} action={<Permitted permission="managePolicies" scope={policy.scope.key}><Button color="inherit" disabled={deed.isPending} onClick={() => act('resume')}>{t('policies.resume')}</Button></Permitted>}>
          {t('policies.quietText', { upper: record.approvalRateUpper === null ? t('common.none') : format.percent(record.approvalRateUpper) })}
        </Alert>
      )}
      {policy.autonomy === 'act' && mayManage && (
        <Box sx={{ mt: 2, display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }} data-print="hide">
          {policy.dryRun
            ? <Button variant="contained" disabled={deed.isPending} onClick={() => act('arm')}>{t('policies.arm')}</Button>
            : <Button variant="outlined" disabled={deed.isPending} onClick={() => act('disarm')}>{t('policies.disarm')}</Button>}
          <Typography variant="caption" sx={{ color: 'text.secondary', flex: 1, minWidth: 200 }}>{t(policy.dryRun ? 'policies.armHint' : 'policies.disarmHint')}</Typography>
        </Box>
      )}
      {deed.error !== null && <Alert severity="error" sx={{ mt: 1 }}>{explain(deed.error)}</Alert>}
    </Panel>
  );
}
