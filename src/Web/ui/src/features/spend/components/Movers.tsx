import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { childrenQuery } from '@/api/queries';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { movers } from '../model/children';
import { ChangeList } from './ChangeList';

/** Which parts changed most in money, week against week. */
export function Movers({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const query = useQuery(childrenQuery(scope));
  return (
    <Panel title={t('spend.movers')} figure="weekChange" scope={scope} hint={t('spend.moversHint')}>
      <DataState what={t('spend.movers')} query={query} height={160}>
        {(data) => {
          const rows = movers(data.items, 6);
          return rows.length === 0 ? <EmptyNote title={t('spend.moversNone')} height={100} /> : <ChangeList movers={rows} />;
        }}
      </DataState>
    </Panel>
  );
}
