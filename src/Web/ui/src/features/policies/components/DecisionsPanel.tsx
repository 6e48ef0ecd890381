import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/use-format';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { Permitted } from '@/ui/Permitted';
import { useExplain } from '@/ui/use-explain';
import { usePerson } from '@/ui/use-person';
import { decisionsQuery } from '../api/queries';
import type { PolicyDecision } from '../api/types';
import { useResendDecision } from '../api/use-policies';
import { policyAddress } from '../model/decisions';
import { DecisionChip } from './DecisionChip';

/** What policies decided, newest first; of one policy, or of all. */
export function DecisionsPanel({ policy }: { policy?: string }) {
  const { t } = useTranslation();
  const query = useQuery(decisionsQuery(policy === undefined ? {} : { policy }));
  return (
    <Panel flush title={t('policies.history')} hint={t('policies.historyHint')}>
      <DataState what={t('policies.history')} query={query} height={160}>
        {(data) => data.items.length === 0 ? <EmptyNote title={t('policies.noDecisions')} height={120} /> : (
          <Box component="ul" tabIndex={0} aria-label={t('policies.history')} sx={{ listStyle: 'none', m: 0, p: 0, maxHeight: 560, overflowY: 'auto' }}>
            {data.items.map((decision) => <Decision key={decision.id} decision={decision} named={policy === undefined} />)}
          </Box>
        )}
      </DataState>
    </Panel>
  );
}

function Decision({ decision, named }: { decision: PolicyDecision; named: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const person = usePerson();
  const resend = useResendDecision();
  const title = decision.noticeTitle[format.language];
  return (
    <Box component="li" sx={{ px: 2, py: 1.25, borderTop: 1, borderColor: 'divider' }}>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start' }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          {decision.noticePage === null ? <Box component="span" sx={{ fontWeight: 600 }}>{title}</Box> : <MuiLink component={Link} to={decision.noticePage} color="text.primary" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{title}</MuiLink>}
          {named && <Typography variant="caption" component="p"><MuiLink component={Link} to={policyAddress(decision.policyId)} color="text.secondary" sx={{ display: 'inline-block', py: '3px' }}>{decision.policyName}</MuiLink></Typography>}
        </Box>
        <DecisionChip state={decision.state} />
      </Box>
      <Box component="ol" aria-label={t('policies.steps')} sx={{ listStyle: 'none', m: 0, mt: 0.5, p: 0 }}>
        {decision.steps.map((step) => (
          <Typography key={`${step.at} ${step.state}`} variant="caption" component="li" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
            {`${format.dateTime(step.at)} · ${t(`policies.decision.${step.state}`)} · ${person(step.by)}`}
            {step.text !== null && ` · ${step.text}`}
          </Typography>
        ))}
      </Box>
      {decision.state === 'failed' && <Permitted permission="managePolicies" scope={decision.scope.key}><Button variant="outlined" disabled={resend.isPending} onClick={() => resend.mutate(decision.id)} sx={{ mt: 0.5 }}>{t('policies.resend')}</Button></Permitted>}
      {resend.error !== null && <Alert severity="error" sx={{ mt: 1 }}>{explain(resend.error)}</Alert>}
    </Box>
  );
}
