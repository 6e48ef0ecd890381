import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { incidentsQuery, scopesQuery } from '@/api/queries';
import { scopeNames } from '@/url/scope-path';
import { useSearchState } from '@/url/use-search-state';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { filterIncidents, inboxFields, kinds, severities, type InboxState } from '../model/filter';
import { IncidentList } from './IncidentList';

export function Inbox() {
  const { t } = useTranslation();
  const [state, setState] = useSearchState(inboxFields);
  const query = useQuery(incidentsQuery({ scope: state.scope, open: state.state === 'open' }));
  const shown = filterIncidents(query.data?.items ?? [], state);
  const isFiltered = state.kind !== null || state.severity !== null || state.scope !== null || state.state === 'open';
  const clear = () => setState({ state: 'all', scope: null, kind: null, severity: null });
  return (
    <Panel flush title={query.data === undefined ? t('anomalies.title') : t('anomalies.shown', { count: shown.length })} hint={t('anomalies.subtitle')} actions={<Filters state={state} onChange={setState} />}>
      <DataState what={t('anomalies.title')} query={query} height={320}>
        {(data) => {
          if (shown.length > 0) return <IncidentList items={shown} />;
          return data.items.length === 0 && !isFiltered
            ? <EmptyNote title={t('anomalies.none')} hint={t('anomalies.noneHint')} height={240} />
            : <EmptyNote title={t('anomalies.noneFiltered')} height={240} action={<Button variant="outlined" onClick={clear}>{t('anomalies.clear')}</Button>} />;
        }}
      </DataState>
    </Panel>
  );
}

interface FiltersProps {
  state: InboxState;
  onChange: (patch: Partial<InboxState>) => void;
}

function Filters({ state, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const { data } = useQuery(scopesQuery(''));
  const teams = (data?.items ?? []).filter((scope) => scope.kind === 'team').map((scope) => scope.key);
  const scopes = state.scope === null || teams.includes(state.scope) ? teams : [state.scope, ...teams];
  return (
    <Box data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <FormControlLabel
        control={<Checkbox size="small" checked={state.state === 'open'} onChange={(_, checked) => onChange({ state: checked ? 'open' : 'all' })} />}
        label={<Typography variant="body2">{t('anomalies.openOnly')}</Typography>}
        sx={{ mr: 0.5 }}
      />
      <Select label={t('anomalies.scope')} value={state.scope} all={t('anomalies.allScopes')} options={scopes.map((key) => ({ value: key, label: (scopeNames(key) ?? [key]).join(' / ') }))} onChange={(scope) => onChange({ scope })} />
      <Select label={t('anomalies.kindFilter')} value={state.kind} all={t('anomalies.allKinds')} options={kinds.map((kind) => ({ value: kind, label: t(`anomalies.kind.${kind}`) }))} onChange={(kind) => onChange({ kind })} />
      <Select label={t('anomalies.severityFilter')} value={state.severity} all={t('anomalies.allSeverities')} options={severities.map((severity) => ({ value: severity, label: t(`common.severity.${severity}`) }))} onChange={(severity) => onChange({ severity })} />
    </Box>
  );
}

interface SelectProps<T extends string> {
  label: string;
  value: T | null;
  all: string;
  options: readonly { value: T; label: string }[];
  onChange: (value: T | null) => void;
}

function Select<T extends string>({ label, value, all, options, onChange }: SelectProps<T>) {
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : (event.target.value as T))}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      sx={{ minWidth: 132, '& .MuiInputBase-input': { py: '5px', fontSize: 13, lineHeight: '20px' }, '& .MuiInputLabel-root': { fontSize: 13 } }}
    >
      <MenuItem value="" dense>{all}</MenuItem>
      {options.map((option) => <MenuItem key={option.value} value={option.value} dense>{option.label}</MenuItem>)}
    </TextField>
  );
}
