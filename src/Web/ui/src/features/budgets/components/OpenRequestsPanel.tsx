import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { openRequestsQuery } from '../api/queries';
import { RequestList } from './RequestList';

/** Requests for larger budgets that wait for an answer. */
export function OpenRequestsPanel() {
  const { t } = useTranslation();
  const query = useQuery(openRequestsQuery());
  return (
    <Panel flush title={t('budgets.openRequests')} figure="waitingRequests" hint={t('budgets.openRequestsHint')}>
      <DataState what={t('budgets.openRequests')} query={query} height={160}>
        {(data) => data.items.length === 0 ? <EmptyNote title={t('budgets.noRequests')} hint={t('budgets.noRequestsHint')} /> : <RequestList naming requests={data.items} />}
      </DataState>
    </Panel>
  );
}
