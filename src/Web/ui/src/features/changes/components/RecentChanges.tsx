import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Change } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { scopeAddress } from '@/url/scope-path';
import { text, type Fields } from '@/url/search-state';
import { useSearchState } from '@/url/use-search-state';
import { DataState } from '@/ui/DataState';
import { usePerson } from '@/ui/use-person';
import { useScopeName } from '@/ui/use-scope-name';
import { useHomeScope } from '@/ui/use-session';
import { changesQuery } from '../api/queries';
import { ChangeKindChip } from './ChangeKindChip';
import { ChangeRow } from './ChangeRow';
import { ChangesCard, type Removable } from './ChangesCard';
import { HowToTell } from './HowToTell';
import { ToldBy } from './ToldBy';

/** The page's own scope, as the plans beside it have it. */
const fields: Fields<{ scope: string | null }> = { scope: text(/^(team|project|resource):.+$/) };

/** What was told of a scope lately, the newest first; added and deleted here. */
export function RecentChanges() {
  const { t } = useTranslation();
  const [state] = useSearchState(fields);
  const home = useHomeScope();
  const scope = state.scope ?? home;
  const query = useQuery(changesQuery(scope));
  return (
    <ChangesCard title={t('changes.recent')} hint={t('changes.recentHint')} scope={state.scope}>
      {(onRemove) => (
        <DataState what={t('changes.recent')} query={query} height={160}>
          {({ items }) => (items.length === 0 ? <HowToTell title={t('changes.noneTold')} scope={scope} /> : (
            <Box component="ul" aria-label={t('changes.recent')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {items.map((change) => <RecentRow key={change.id} change={change} onRemove={onRemove} />)}
            </Box>
          ))}
        </DataState>
      )}
    </ChangesCard>
  );
}

function RecentRow({ change, onRemove }: { change: Change; onRemove: (change: Removable) => void }) {
  const format = useFormat();
  const scopeName = useScopeName();
  const person = usePerson();
  return (
    <ChangeRow
      head={<Box sx={{ width: 104, flexShrink: 0 }}><ChangeKindChip kind={change.kind} /></Box>}
      id={change.id}
      title={change.title}
      scope={change.scope.key}
      told={change}
      details={(
        <>
          <MuiLink component={Link} to={scopeAddress(change.scope.key)} color="text.primary" underline="always" translate="no">{scopeName.path(change.scope.key)}</MuiLink>
          {' · '}
          <ToldBy name={person(change.by)} />
        </>
      )}
      when={format.dateTime(change.at)}
      onRemove={onRemove}
    />
  );
}
