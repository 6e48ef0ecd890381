import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Anomaly } from '@/api/types';
import { DataState } from '@/ui/DataState';
import { nearbyChangesQuery } from '../api/queries';
import { ChangesCard } from './ChangesCard';
import { HowToTell } from './HowToTell';
import { NearbyChangeRow } from './NearbyChangeRow';

/** What changed around an anomaly, told and seen, the nearest first; who may adds what is missing. */
export function ChangesPanel({ anomaly }: { anomaly: Pick<Anomaly, 'id' | 'scope'> }) {
  const { t } = useTranslation();
  const query = useQuery(nearbyChangesQuery(anomaly.id));
  const scope = anomaly.scope.key;
  return (
    <ChangesCard title={t('changes.around')} hint={t('changes.aroundHint')} scope={scope}>
      {(onRemove) => (
        <DataState what={t('changes.around')} query={query} height={120}>
          {({ items }) => (items.length === 0 ? <HowToTell title={t('changes.none')} scope={scope} /> : (
            <Box component="ol" aria-label={t('changes.around')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {items.map((change, index) => <NearbyChangeRow key={change.id} number={index + 1} change={change} scope={scope} onRemove={onRemove} />)}
            </Box>
          ))}
        </DataState>
      )}
    </ChangesCard>
  );
}
