import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { scopesQuery } from '@/api/queries';
import type { Incident } from '@/api/types';
import { compareNames } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { FilterSelect } from '@/ui/FilterSelect';
import { usePerson } from '@/ui/use-person';
import { useActor, useHomeScope } from '@/ui/use-session';
import { useScopeName } from '@/ui/use-scope-name';
import { assignees, inboxStates, kinds, NOBODY, severities, type InboxState } from '../model/filter';

interface InboxFiltersProps {
  items: readonly Incident[];
  state: InboxState;
  onChange: (patch: Partial<InboxState>) => void;
}

export function InboxFilters({ items, state, onChange }: InboxFiltersProps) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const me = useActor()?.name ?? '';
  const person = usePerson();
  const { data } = useQuery(scopesQuery('', useHomeScope()));
  const teams = (data?.items ?? []).filter((scope) => scope.kind === 'team').map((scope) => scope.key);
  const scopes = state.scope === null || teams.includes(state.scope) ? teams : [state.scope, ...teams];
  const others = [...new Set([...assignees(items, compareNames(format.language)), ...(state.assignee === null || state.assignee === NOBODY ? [] : [state.assignee])])].filter((name) => name !== me);
  const people = [
    { value: me, label: t('anomalies.assigneeMe', { name: person(me) }) },
    { value: NOBODY, label: t('anomalies.nobody') },
    ...others.map((name) => ({ value: name, label: person(name) })),
  ];
  return (
    <Box data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', px: 2, pt: 0.5, pb: 1.5 }}>
      <FilterSelect label={t('anomalies.stateFilter')} value={state.state === 'all' ? null : state.state} all={t('anomalies.allStates')} options={inboxStates.map((one) => ({ value: one, label: t(`anomalies.stateChoice.${one}`) }))} onChange={(one) => onChange({ state: one ?? 'all' })} />
      <FilterSelect label={t('anomalies.severityFilter')} value={state.severity} all={t('anomalies.allSeverities')} options={severities.map((severity) => ({ value: severity, label: t(`common.severity.${severity}`) }))} onChange={(severity) => onChange({ severity })} />
      <FilterSelect label={t('anomalies.assigneeFilter')} value={state.assignee} all={t('anomalies.allAssignees')} options={people} onChange={(assignee) => onChange({ assignee })} />
      <FilterSelect label={t('anomalies.scope')} value={state.scope} all={t('anomalies.allScopes')} options={scopes.map((key) => ({ value: key, label: scopeName.path(key) }))} onChange={(scope) => onChange({ scope })} />
      <FilterSelect label={t('anomalies.kindFilter')} value={state.kind} all={t('anomalies.allKinds')} options={kinds.map((kind) => ({ value: kind, label: t(`anomalies.kind.${kind}`) }))} onChange={(kind) => onChange({ kind })} />
    </Box>
  );
}
