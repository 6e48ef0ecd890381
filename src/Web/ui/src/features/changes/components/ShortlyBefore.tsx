import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { nearbyChangesQuery } from '../api/queries';
import { shortlyBefore } from '../model/nearby';
import { ChangeKindChip } from './ChangeKindChip';
import { ChangeTitle } from './ChangeTitle';
import { useChangeWords } from './use-change-words';

/** What was told to have changed in the two hours before an anomaly, in a line; all of it stands in the list further down. */
export function ShortlyBefore({ anomaly }: { anomaly: string }) {
  const { t } = useTranslation();
  const words = useChangeWords();
  const { data } = useQuery(nearbyChangesQuery(anomaly));
  const change = shortlyBefore(data?.items ?? []);
  if (change === null) return null;
  const { told } = change;
  return (
    <Box component="p" sx={{ m: 0, mt: 1.5, display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1, rowGap: 0.5 }}>
      <Box component="span" sx={{ color: 'text.secondary' }}>{t('changes.shortlyBefore')}:</Box>
      <ChangeKindChip kind={told!.kind} />
      <ChangeTitle title={told!.title} isWritten version={told!.version} url={told!.url} />
      <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>{words.lead(change)}</Box>
    </Box>
  );
}
