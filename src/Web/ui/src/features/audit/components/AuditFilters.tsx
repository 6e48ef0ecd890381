import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditState } from '../model/audit';

interface AuditFiltersProps {
  state: AuditState;
  onChange: (patch: Partial<AuditState>) => void;
}

const small = { width: 160, '& .MuiInputBase-input': { py: '5px', fontSize: 13, lineHeight: '20px' }, '& .MuiInputLabel-root': { fontSize: 13 } };

export function AuditFilters(props: AuditFiltersProps) {
  const { actor, action, subject } = props.state;
  // What was chosen elsewhere, such as a name in the table, fills the fields anew.
  return <Form key={`${actor ?? ''}|${action ?? ''}|${subject ?? ''}`} {...props} />;
}

function Form({ state, onChange }: AuditFiltersProps) {
  const { t } = useTranslation();
  const [actor, setActor] = useState(state.actor ?? '');
  const [action, setAction] = useState(state.action ?? '');
  const [subject, setSubject] = useState(state.subject ?? '');
  const given = (text: string) => (text.trim() === '' ? null : text.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ actor: given(actor), action: given(action), subject: given(subject) });
  };
  const shrink = { inputLabel: { shrink: true } };
  return (
    <Box component="form" role="search" aria-label={t('audit.filters')} onSubmit={submit} data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', px: 2, pt: 0.5, pb: 1.5 }}>
      <TextField size="small" label={t('audit.actor')} value={actor} onChange={(event) => setActor(event.target.value)} slotProps={shrink} sx={small} />
      <TextField size="small" label={t('audit.action')} placeholder="policy.approved" value={action} onChange={(event) => setAction(event.target.value)} slotProps={shrink} sx={small} />
      <TextField size="small" label={t('audit.subject')} placeholder="incident/…" value={subject} onChange={(event) => setSubject(event.target.value)} slotProps={shrink} sx={small} />
      <TextField size="small" type="date" label={t('audit.from')} value={state.from ?? ''} onChange={(event) => onChange({ from: event.target.value || null })} slotProps={shrink} sx={small} />
      <TextField size="small" type="date" label={t('audit.to')} value={state.to ?? ''} onChange={(event) => onChange({ to: event.target.value || null })} slotProps={shrink} sx={small} />
      <Button type="submit" variant="outlined">{t('common.apply')}</Button>
    </Box>
  );
}
