import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { useMinute } from '@/ui/use-now';
import { useApprovals } from '../api/use-approvals';
import { isRehearsal, openDecisions } from '../model/decisions';
import { Approval } from './Approval';

/** As many as leave the figures of the overview in sight. */
const SHOWN = 2;

/** What policies propose or ask, for a person to answer. On the overview it is there only while something waits, and the most urgent alone. */
export function ApprovalsPanel({ onlyWhenWaiting = false }: { onlyWhenWaiting?: boolean }) {
  const { t } = useTranslation();
  const now = useMinute();
  const { decisions, query } = useApprovals();
  const open = openDecisions(decisions, now);
  if (onlyWhenWaiting && open.length === 0) return null;
  const shown = onlyWhenWaiting ? open.slice(0, SHOWN) : open;
  const title = t(isRehearsal(open) ? 'policies.approvalsDryRun' : 'policies.approvalsCount', { count: open.length });
  return (
    <Panel
      title={open.length === 0 ? t('policies.approvals') : title}
      hint={t('policies.approvalsHint')}
      actions={open.length === 0 ? undefined : (
        <Box data-print="hide" sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          {shown.length < open.length && <Button component={Link} to="/policies" sx={{ minHeight: 28 }}>{t('common.showAll')}</Button>}
        </Box>
      )}
    >
      <DataState what={t('policies.approvals')} query={query} height={100}>
        {() => open.length === 0 ? <EmptyNote title={t('policies.noApprovals')} hint={t('policies.noApprovalsHint')} height={90} /> : (
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {shown.map((decision) => <Approval key={decision.id} decision={decision} />)}
          </Box>
        )}
      </DataState>
    </Panel>
  );
}
