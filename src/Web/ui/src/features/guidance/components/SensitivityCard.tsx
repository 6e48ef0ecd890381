import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sensitivityQuery } from '@/api/queries';
import type { FeedbackWord, Sensitivity } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { anomalyAddress } from '@/url/scope-path';
import { DataState } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { Chip } from '@/ui/SeverityChip';
import { useExplain } from '@/ui/use-explain';
import { useTakeBackFeedback } from '../api/use-feedback';

/** How eager a scope's detectors are, the words that made them so, and the way back for each. */
export function SensitivityCard({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const query = useQuery(sensitivityQuery(scope));
  return (
    <Panel title={t('guidance.sensitivity')} hint={t('guidance.sensitivityHint')}>
      <DataState what={t('guidance.sensitivity')} query={query} height={140}>
        {(data) => <Card data={data} />}
      </DataState>
    </Panel>
  );
}

function Card({ data }: { data: Sensitivity }) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const takeBack = useTakeBackFeedback();
  const { falseAlertsPer30Days: now, configuredFalseAlertsPer30Days: configured, words } = data;
  const direction = now < configured ? 'less' : now > configured ? 'more' : 'same';
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'baseline', flexWrap: 'wrap', gap: 0.75 }}>
        <Box component="span" data-testid="false-alerts" sx={{ fontSize: 20, lineHeight: '28px', fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>{format.countExact(now)}</Box>
        <Typography component="span" sx={{ color: 'text.secondary' }}>{t('guidance.falseAlerts')}</Typography>
      </Box>
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
        {t(`guidance.direction.${direction}`, { configured: format.countExact(configured) })}
      </Typography>
      {words.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary', mt: 1 }}>{t('guidance.noWords')}</Typography>
      ) : (
        <Box component="ul" aria-label={t('guidance.words')} tabIndex={0} sx={{ listStyle: 'none', m: 0, mt: 1, p: 0, maxHeight: 260, overflowY: 'auto' }}>
          {words.map((word) => (
            <Word key={word.anomalyId} word={word} disabled={takeBack.isPending} onTakeBack={() => takeBack.mutate(word.anomalyId)} />
          ))}
        </Box>
      )}
      {takeBack.error !== null && <Alert severity="error" sx={{ mt: 1 }}>{t('guidance.feedbackFailed', { detail: explain(takeBack.error) })}</Alert>}
    </>
  );
}

function Word({ word, disabled, onTakeBack }: { word: FeedbackWord; disabled: boolean; onTakeBack: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = `${t(`anomalies.kind.${word.kind}`)}, ${word.granularity === 'day' ? format.day(word.start) : format.dateTime(word.start)}`;
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, py: 1, borderTop: 1, borderColor: 'divider' }}>
      <Chip tone="neutral">{t(`guidance.verdict.${word.verdict}`)}</Chip>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <MuiLink component={Link} to={anomalyAddress(word.anomalyId)} color="text.primary">{name}</MuiLink>
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
          {t(`guidance.effect.${word.effect}`, { until: format.day(word.until) })}
        </Typography>
        {word.note !== null && <Typography variant="caption" component="p" sx={{ overflowWrap: 'anywhere' }}>{word.note}</Typography>}
      </Box>
      <Button variant="text" onClick={onTakeBack} disabled={disabled} aria-label={t('guidance.undoWord', { name })} data-print="hide" sx={{ minHeight: 24, py: 0, flexShrink: 0 }}>{t('guidance.undo')}</Button>
    </Box>
  );
}
