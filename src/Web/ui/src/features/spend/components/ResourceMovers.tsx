import { useTranslation } from 'react-i18next';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { movers } from '../model/children';
import { ChangeList } from './ChangeList';
import { useResources } from './use-resources';

/** Which keys and other resources below a scope changed most, week against week. */
export function ResourceMovers({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const query = useResources(scope);
  return (
    <Panel title={t('overview.resources.title')} figure="weekChange" scope={scope} hint={t('spend.moversHint')}>
      <DataState what={t('overview.resources.title')} query={query} height={240}>
        {(resources) => {
          const rows = movers(resources, 8);
          return rows.length === 0 ? <EmptyNote title={t('spend.moversNone')} height={200} /> : <ChangeList withPath movers={rows} />;
        }}
      </DataState>
    </Panel>
  );
}
