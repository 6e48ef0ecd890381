import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AskDialog } from '@/ui/AskDialog';
import { useExplain } from '@/ui/use-explain';
import { isGoing, jobQuery } from '../api/queries';
import type { Job, Rule } from '../api/types';
import { usePreview, useSaveRules } from '../api/use-attribution';
import { lastMonthStart } from '../model/rules';
import { ApplyStep } from './ApplyStep';
import { EffectView } from './EffectView';
import { JobProgress } from './JobProgress';
import { RuleWords } from './RuleWords';

interface ChangeDialogProps {
  open: boolean;
  title: string;
  /** All rules as they shall be. */
  rules: Rule[];
  /** The rule that is new, to be read before it is saved; null where several changed. */
  added: Rule | null;
  /** The version that the change starts from. */
  expectedVersion: number;
  onClose: () => void;
  onSaved: () => void;
}

/** A change of the rules: what it moves, the new version, and then whether it shall hold for the past. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const save = useSaveRules();
  const [note, setNote] = useState('');
  const [from, setFrom] = useState(() => lastMonthStart(Date.now()));
  const isSaved = save.isSuccess;
  const rulesOf = () => save.mutate({ expectedVersion: props.expectedVersion, rules: props.rules, note: note.trim() || null }, { onSuccess: props.onSaved });
  return (
    <AskDialog
      open={props.open}
      title={props.title}
      onClose={props.onClose}
      actions={isSaved ? <Button variant="outlined" onClick={props.onClose}>{t('common.close')}</Button> : (
        <>
          <Button variant="outlined" onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button variant="contained" onClick={rulesOf} disabled={save.isPending}>{t(props.added === null ? 'attribution.saveVersion' : 'attribution.saveRule')}</Button>
        </>
      )}
    >
      {isSaved ? (
        <>
          <Alert severity="success">{t('attribution.saved', { version: save.data.version })}</Alert>
          <ApplyStep from={from} />
        </>
      ) : (
        <>
          {props.added !== null && <Box sx={{ p: 1.5, bgcolor: 'raised', borderRadius: 1 }}><RuleWords rule={props.added} /></Box>}
          <Preview rules={props.rules} from={from} />
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '200px minmax(0, 1fr)' }, alignItems: 'start' }}>
            <TextField type="date" size="small" label={t('attribution.previewFrom')} value={from} onChange={(event) => event.target.value !== '' && setFrom(event.target.value)} helperText={t('attribution.utcDay')} slotProps={{ inputLabel: { shrink: true } }} />
            <TextField size="small" fullWidth label={t('attribution.note')} value={note} onChange={(event) => setNote(event.target.value)} helperText={t('attribution.noteHelp')} slotProps={{ htmlInput: { maxLength: 500 } }} />
          </Box>
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>{t('attribution.saveHint')}</Typography>
          {save.error !== null && <Alert severity="error">{t('attribution.saveFailed', { detail: explain(save.error) })}</Alert>}
        </>
      )}
    </AskDialog>
  );
}

/** What the rules would move; asked anew when the day changes. */
function Preview({ rules, from }: { rules: Rule[]; from: string }) {
  const { t } = useTranslation();
  const explain = useExplain();
  const { mutate, error } = usePreview();
  const [first, setFirst] = useState<Job | null>(null);
  const proposed = useRef(rules);
  // Outside system: the server's preview of what would move.
  useEffect(() => {
    mutate({ rules: proposed.current, from: `${from}T00:00:00Z` }, { onSuccess: setFirst });
  }, [mutate, from]);
  const { data: job } = useQuery(jobQuery(first));
  if (error !== null) return <Alert severity="error">{t('attribution.previewFailed', { detail: explain(error) })}</Alert>;
  if (job === undefined) return <Typography role="status" sx={{ color: 'text.secondary' }}>{t('attribution.previewing')}</Typography>;
  if (isGoing(job)) return <JobProgress job={job} />;
  if (job.state === 'failed') return <Alert severity="error">{t('attribution.jobFailed', { detail: job.fault ?? '' })}</Alert>;
  return job.effect === undefined || job.effect === null ? null : <EffectView effect={job.effect} done={false} />;
}
