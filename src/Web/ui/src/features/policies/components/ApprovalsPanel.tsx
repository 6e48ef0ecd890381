import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ActorField } from '@/ui/ActorField';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { useMinute } from '@/ui/use-now';
import { decisionsQuery } from '../api/queries';
import { openDecisions } from '../model/decisions';
import { Approval } from './Approval';

/** What policies propose or ask, for a person to answer. On the overview it is there only while something waits. */
export function ApprovalsPanel({ onlyWhenWaiting = false }: { onlyWhenWaiting?: boolean }) {
  const { t } = useTranslation();
  const now = useMinute();
  const waiting = useQuery(decisionsQuery({ state: 'waiting' }));
  const proposed = useQuery(decisionsQuery({ state: 'proposed' }));
  const open = openDecisions([...(waiting.data?.items ?? []), ...(proposed.data?.items ?? [])], now);
  if (onlyWhenWaiting && open.length === 0) return null;
  const query = waiting.data === undefined ? waiting : proposed;
  return (
    <Panel title={open.length === 0 ? t('policies.approvals') : t('policies.approvalsCount', { count: open.length })} hint={t('policies.approvalsHint')} actions={open.length === 0 ? undefined : <ActorField />}>
      <DataState what={t('policies.approvals')} query={query} height={100}>
        {() => open.length === 0 ? <EmptyNote title={t('policies.noApprovals')} hint={t('policies.noApprovalsHint')} height={90} /> : (
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {open.map((decision) => <Approval key={decision.id} decision={decision} />)}
          </Box>
        )}
      </DataState>
    </Panel>
  );
}
