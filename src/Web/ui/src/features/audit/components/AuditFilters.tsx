import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterSelect } from '@/ui/FilterSelect';
import { ScopeField } from '@/ui/ScopeField';
import type { AuditState } from '../model/audit';
import { actionCode, actions } from '../model/details';
import { useAuditWords } from './use-audit-words';

interface AuditFiltersProps {
  state: AuditState;
  onChange: (patch: Partial<AuditState>) => void;
}

const small = { width: 160, '& .MuiInputBase-input': { py: '5px', fontSize: 13, lineHeight: '20px' }, '& .MuiInputLabel-root': { fontSize: 13 } };

export function AuditFilters(props: AuditFiltersProps) {
  const { actor, subject } = props.state;
  // What was chosen elsewhere, such as a name in the table, fills the fields anew.
  return <Form key={`${actor ?? ''}|${subject ?? ''}`} {...props} />;
}

function Form({ state, onChange }: AuditFiltersProps) {
  const { t, i18n } = useTranslation();
  const words = useAuditWords();
  const scopeId = useId();
  const [actor, setActor] = useState(state.actor ?? '');
  const [subject, setSubject] = useState(state.subject ?? '');
  const given = (text: string) => (text.trim() === '' ? null : text.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ actor: given(actor), subject: given(subject) });
  };
  // One that has no name here, such as an action of a newer server, can still be filtered by.
  const codes = [...actions.map(actionCode), ...(state.action === null || actions.some((action) => actionCode(action) === state.action) ? [] : [state.action])];
  const options = codes.map((value) => ({ value, label: words.action(value) })).sort((a, b) => a.label.localeCompare(b.label, i18n.language));
  const shrink = { inputLabel: { shrink: true } };
  return (
    <Box component="form" role="search" aria-label={t('audit.filters')} onSubmit={submit} data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', px: 2, pt: 0.5, pb: 1.5 }}>
      <TextField size="small" label={t('audit.actor')} value={actor} onChange={(event) => setActor(event.target.value)} slotProps={shrink} sx={small} />
      <FilterSelect label={t('audit.action')} value={state.action} all={t('audit.anyAction')} options={options} onChange={(action) => onChange({ action })} />
      <TextField size="small" label={t('audit.subject')} placeholder="incident/…" value={subject} onChange={(event) => setSubject(event.target.value)} slotProps={shrink} sx={small} />
      <ScopeField id={scopeId} compact label={t('audit.scope')} placeholder={t('audit.anyScope')} value={state.scope} onChange={(scope) => onChange({ scope })} />
      <TextField size="small" type="date" label={t('audit.from')} value={state.from ?? ''} onChange={(event) => onChange({ from: event.target.value || null })} slotProps={shrink} sx={small} />
      <TextField size="small" type="date" label={t('audit.to')} value={state.to ?? ''} onChange={(event) => onChange({ to: event.target.value || null })} slotProps={shrink} sx={small} />
      <Button type="submit" variant="outlined">{t('common.apply')}</Button>
    </Box>
  );
}
