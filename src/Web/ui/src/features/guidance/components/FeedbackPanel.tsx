import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Anomaly, FeedbackVerdict, Incident } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { CheckIcon } from '@/ui/icons';
import { Panel } from '@/ui/Panel';
import { useExplain } from '@/ui/use-explain';
import { useMay } from '@/ui/use-session';
import { useWhoMay } from '@/ui/use-who-may';
import { useGiveFeedback, useTakeBackVerdict } from '../api/use-feedback';
import { endsIncident, sameWord } from '../model/verdict';

const verdicts = ['useful', 'expected', 'noise'] as const satisfies readonly FeedbackVerdict[];
const MAX_NOTE = 2_000;

/** Three words, what each does to the incident and to the scope's detectors, which one was said, and the way back. */
export function FeedbackPanel({ anomaly, incident }: { anomaly: Anomaly; incident: Incident | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const give = useGiveFeedback();
  const takeBack = useTakeBackVerdict();
  const { feedback } = anomaly;
  const may = useMay()('triage', anomaly.scope.key);
  const whoMay = useWhoMay();
  const isBusy = give.isPending || takeBack.isPending || !may;
  const say = (verdict: FeedbackVerdict) => {
    takeBack.reset();
    if (feedback?.verdict !== verdict) give.mutate({ anomaly: anomaly.id, verdict, note: feedback?.note ?? null, incident: incident === null || incident.state === 'resolved' ? null : incident.id });
  };
  const undo = () => {
    give.reset();
    takeBack.mutate({ anomalies: sameWord(anomaly, incident), reopen: endsIncident(anomaly, incident) ? incident!.id : null });
  };
  const error = give.error ?? takeBack.error;
  return (
    <Panel title={t('guidance.judge')} hint={may ? t('guidance.judgeHint') : whoMay('triage')}>
      <Box role="group" aria-label={t('guidance.judge')} data-print="hide" sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {verdicts.map((verdict) => (
          <Choice key={verdict} verdict={verdict} isSaid={feedback?.verdict === verdict} disabled={isBusy} onSay={() => say(verdict)} />
        ))}
      </Box>
      <Box role="status" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mt: feedback === null ? 0 : 1.5 }}>
        {feedback !== null && (
          <>
            <Typography component="span">
              {t('guidance.said', { verdict: t(`guidance.verdict.${feedback.verdict}`), time: format.dateTime(feedback.at) })}
            </Typography>
            {may && <Button variant="outlined" onClick={undo} disabled={isBusy} data-print="hide">{t('guidance.undo')}</Button>}
          </>
        )}
      </Box>
      {feedback !== null && may && (
        <Note key={feedback.note} note={feedback.note} disabled={isBusy} onSave={(note) => give.mutate({ anomaly: anomaly.id, verdict: feedback.verdict, note, incident: null })} />
      )}
      {error !== null && <Alert severity="error" sx={{ mt: 1.5 }}>{t('guidance.feedbackFailed', { detail: explain(error) })}</Alert>}
    </Panel>
  );
}

interface ChoiceProps {
  verdict: FeedbackVerdict;
  isSaid: boolean;
  disabled: boolean;
  onSay: () => void;
}

function Choice({ verdict, isSaid, disabled, onSay }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <ButtonBase
      aria-pressed={isSaid}
      aria-label={t(`guidance.verdict.${verdict}`)}
      aria-describedby={`does-${verdict}`}
      disabled={disabled}
      onClick={onSay}
      sx={{
        display: 'flex', flexDirection: 'column', alignItems: 'stretch', justifyContent: 'flex-start', textAlign: 'left', fontFamily: 'inherit', p: 1.5, borderRadius: 1, border: 1,
        borderColor: isSaid ? 'primary.main' : 'control', bgcolor: isSaid ? 'soft.low' : 'transparent', '&:hover': { bgcolor: isSaid ? 'soft.low' : 'soft.neutral' },
      }}
    >
      <Box component="span" sx={{ display: 'flex', alignItems: 'center', gap: 0.5, fontWeight: 600 }}>
        {t(`guidance.verdict.${verdict}`)}
        {isSaid && <CheckIcon sx={{ fontSize: 16, color: 'primary.main' }} />}
      </Box>
      <Typography component="span" variant="caption" id={`does-${verdict}`} sx={{ color: 'text.secondary' }}>{t(`guidance.does.${verdict}`)}</Typography>
    </ButtonBase>
  );
}

function Note({ note, disabled, onSave }: { note: string | null; disabled: boolean; onSave: (note: string | null) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(note ?? '');
  const written = text.trim() === '' ? null : text.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (written !== note) onSave(written);
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'flex', gap: 1, mt: 1.5, maxWidth: 720, alignItems: 'center' }}>
      <TextField fullWidth size="small" label={t('guidance.note')} value={text} onChange={(event) => setText(event.target.value)} slotProps={{ htmlInput: { maxLength: MAX_NOTE } }} />
      <Button type="submit" variant="outlined" disabled={disabled || written === note} data-print="hide" sx={{ flexShrink: 0 }}>{t('guidance.saveNote')}</Button>
    </Box>
  );
}
