import Box from '@mui/material/Box';
import type { NearbyChange } from '@/api/types';
import { usePerson } from '@/ui/use-person';
import { useScopeName } from '@/ui/use-scope-name';
import { ChangeKindChip } from './ChangeKindChip';
import { ChangeRow } from './ChangeRow';
import type { Removable } from './ChangesCard';
import { ToldBy } from './ToldBy';
import { useChangeWords } from './use-change-words';

interface NearbyChangeRowProps {
  /** As on the chart. */
  number: number;
  change: NearbyChange;
  /** The anomaly's: other ones are named. */
  scope: string;
  onRemove: (change: Removable) => void;
}

/** One change: what, when before the anomaly, who told it or which figures show it. */
export function NearbyChangeRow({ number, change, scope, onRemove }: NearbyChangeRowProps) {
  const words = useChangeWords();
  const scopeName = useScopeName();
  const person = usePerson();
  const { told, seen } = change;
  return (
    <ChangeRow
      head={(
        <>
          <Box component="span" sx={{ minWidth: 22, height: 22, px: 0.5, borderRadius: 0.5, border: 1, borderColor: 'control', bgcolor: 'raised', fontSize: 12, lineHeight: '20px', fontWeight: 600, textAlign: 'center', fontVariantNumeric: 'tabular-nums', flexShrink: 0 }}>{number}</Box>
          <Box sx={{ width: { xs: 104, sm: 148 }, flexShrink: 0 }}><ChangeKindChip kind={told?.kind ?? seen!.kind} /></Box>
        </>
      )}
      id={change.id}
      title={words.title(change)}
      scope={change.scope.key}
      told={told}
      details={(
        <>
          {words.when(change)}
          {change.scope.key !== scope && <> · <span translate="no">{scopeName.path(change.scope.key)}</span></>}
          {' · '}
          {told === null ? words.figures(change) : <ToldBy name={person(told.by)} />}
        </>
      )}
      when={words.lead(change)}
      onRemove={onRemove}
    />
  );
}
