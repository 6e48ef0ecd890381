import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setActorName } from '@/api/actor';
import { useActor } from './use-actor';

/** In whose name changes are made; remembered in this browser. */
export function ActorField({ id }: { id?: string }) {
  const { t } = useTranslation();
  const name = useActor();
  const [draft, setDraft] = useState<string | null>(null);
  const keep = () => {
    if (draft !== null) setActorName(draft);
    setDraft(null);
  };
  return (
    <TextField
      id={id}
      size="small"
      label={t('common.yourName')}
      title={t('common.yourNameHint')}
      placeholder={t('common.yourNameNone')}
      value={draft ?? name}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
      data-print="hide"
      slotProps={{ inputLabel: { shrink: true }, htmlInput: { maxLength: 100, autoComplete: 'name' } }}
      sx={{ width: 160, '& .MuiInputBase-input': { py: '5px', fontSize: 13, lineHeight: '20px' }, '& .MuiInputLabel-root': { fontSize: 13 } }}
    />
  );
}
