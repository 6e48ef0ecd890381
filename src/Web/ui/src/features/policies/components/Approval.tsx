import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/use-format';
import { Allowed } from '@/ui/Permitted';
import { Chip, SeverityChip } from '@/ui/SeverityChip';
import { useExplain } from '@/ui/use-explain';
import type { PolicyDecision } from '../api/types';
import { useAnswerDecision } from '../api/use-policies';
import { policyAddress } from '../model/decisions';
import { usePolicyWords } from './use-policy-words';

/** One question of a policy: what happened, what would be done, yes or no with a reason. */
export function Approval({ decision }: { decision: PolicyDecision }) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const words = usePolicyWords();
  const [reason, setReason] = useState('');
  const answer = useAnswerDecision();
  const title = decision.noticeTitle[format.language];
  const say = (isApproved: boolean) => answer.mutate({ id: decision.id, isApproved, reason });
  return (
    <Box component="li" sx={{ py: 1.5, borderTop: 1, borderColor: 'divider', '&:first-of-type': { borderTop: 0, pt: 0 }, display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1.4fr) minmax(0, 1fr)' } }}>
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, alignItems: 'center', mb: 0.5 }}>
          <SeverityChip severity={decision.severity} />
          <Chip tone="low">{t(`policies.autonomy.${decision.autonomy}`)}</Chip>
          {decision.dryRun && <Chip tone="neutral">{t('policies.dryRun')}</Chip>}
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>{decision.expiresAt === null ? format.dateTime(decision.decidedAt) : t('policies.answerBy', { time: format.dateTime(decision.expiresAt) })}</Typography>
        </Box>
        {decision.action !== null && <Typography component="p" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{words.action(decision.action)}</Typography>}
        {decision.action?.text != null && <Typography component="p" translate="no">{decision.action.text}</Typography>}
        {decision.dryRun && <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>{t('policies.dryRunApproval')}</Typography>}
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {decision.noticePage === null ? title : <MuiLink component={Link} to={decision.noticePage}>{title}</MuiLink>}
          {' · '}
          <MuiLink component={Link} to={policyAddress(decision.policyId)} color="text.secondary">{decision.policyName}</MuiLink>
          {decision.approver !== null && ` · ${t('policies.approverIs', { name: decision.approver })}`}
        </Typography>
      </Box>
      <Box data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'flex-start', justifyContent: { md: 'flex-end' } }}>
        <TextField size="small" label={t('policies.reason')} value={reason} onChange={(event) => setReason(event.target.value)} slotProps={{ htmlInput: { maxLength: 2_000 } }} sx={{ flex: '1 1 160px' }} />
        <Allowed permission="approveDecisions" scope={decision.scope.key}><Button variant="contained" disabled={answer.isPending} onClick={() => say(true)} aria-label={t('policies.approveOf', { title })} sx={{ minHeight: 38 }}>{t('policies.approve')}</Button></Allowed>
        <Allowed permission="approveDecisions" scope={decision.scope.key}><Button variant="outlined" disabled={answer.isPending} onClick={() => say(false)} aria-label={t('policies.declineOf', { title })} sx={{ minHeight: 38 }}>{t('policies.decline')}</Button></Allowed>
      </Box>
      {answer.error !== null && <Alert severity="error" sx={{ gridColumn: '1 / -1' }}>{explain(answer.error)}</Alert>}
    </Box>
  );
}
