import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentComment } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { usePerson } from '@/ui/use-person';

const MAX_LENGTH = 4_000;

interface CommentsProps {
  comments: readonly IncidentComment[];
  disabled: boolean;
  /** `done` is called once it is written; null for who may only read. */
  onSay: ((text: string, done: () => void) => void) | null;
}

/** What people wrote on it, oldest first. */
export function Comments({ comments, disabled, onSay }: CommentsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const person = usePerson();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') onSay?.(text.trim(), () => setText(''));
  };
  if (onSay === null && comments.length === 0) return null;
  return (
    <Box sx={{ mt: 2, pt: 2, borderTop: 1, borderColor: 'divider' }}>
      <Typography variant="h3" component="p" sx={{ mb: 1 }}>{t('anomalies.comments')}</Typography>
      {comments.length > 0 && (
        <Box component="ul" aria-label={t('anomalies.comments')} sx={{ listStyle: 'none', m: 0, mb: 1.5, p: 0, display: 'flex', flexDirection: 'column', gap: 1 }}>
          {comments.map((comment) => (
            <Box component="li" key={comment.id}>
              <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
                <Box component="span" translate="no" sx={{ fontWeight: 600, color: 'text.primary' }}>{person(comment.author)}</Box>
                {` · ${format.dateTime(comment.at)}`}
              </Typography>
              <Typography translate="no" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{comment.text}</Typography>
            </Box>
          ))}
        </Box>
      )}
      {onSay !== null && <Box component="form" onSubmit={submit} data-print="hide" sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
        <TextField fullWidth multiline maxRows={8} size="small" label={t('anomalies.comment')} value={text} onChange={(event) => setText(event.target.value)} slotProps={{ htmlInput: { maxLength: MAX_LENGTH } }} />
        <Button type="submit" variant="outlined" disabled={disabled || text.trim() === ''} sx={{ flexShrink: 0, minHeight: 38 }}>{t('anomalies.commentSend')}</Button>
      </Box>}
    </Box>
  );
}
