import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Incident } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { anomalyAddress } from '@/url/scope-path';
import { useMinute } from '@/ui/use-now';
import { Permitted } from '@/ui/Permitted';
import { Chip, SeverityChip } from '@/ui/SeverityChip';
import { useExplain } from '@/ui/use-explain';
import { usePerson } from '@/ui/use-person';
import { useScopeName } from '@/ui/use-scope-name';
import { useIncidentStep } from '../api/use-incident-step';
import { widerScopes } from '../model/filter';
import { isSnoozed, waitingPerHour } from '../model/handling';
import { useSpan } from './use-span';

interface IncidentRowProps {
  incident: Incident;
  /** Narrow: for a column beside other things. */
  compact?: boolean;
  isSelected?: boolean;
  onToggle?: ((id: string) => void) | undefined;
}

/** One cause: how bad, what, where, since when, and the one thing to do about it. */
export function IncidentRow({ incident, compact = false, isSelected = false, onToggle }: IncidentRowProps) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const now = useMinute();
  const span = useSpan();
  const explain = useExplain();
  const person = usePerson();
  const acknowledge = useIncidentStep();
  const { cause, handling } = incident;
  const isOver = incident.state === 'resolved';
  const perHour = isOver ? null : waitingPerHour(cause);
  const isOff = !isOver && isSnoozed(handling, now);
  const wider = widerScopes(incident);
  const path = scopeName.path(cause.scope.key);
  return (
    <Box component="li" data-row={incident.id} sx={{ bgcolor: isSelected ? 'soft.low' : 'transparent', display: 'flex', gap: 1.5, px: 2, py: 1.5, borderTop: 1, borderColor: 'divider', flexWrap: compact ? 'wrap' : { xs: 'wrap', md: 'nowrap' }, alignItems: 'flex-start' }}>
      {onToggle !== undefined && (
        <Checkbox size="small" checked={isSelected} onChange={() => onToggle(incident.id)} data-print="hide" slotProps={{ input: { 'aria-label': t('anomalies.select', { headline: cause.headline[format.language] }) } }} sx={{ p: 0.25, ml: -0.5 }} />
      )}
      <Box sx={{ flex: 1, minWidth: compact ? '100%' : 200 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.75, mb: 0.5 }}>
          <SeverityChip severity={cause.severity} muted={isOver} />
          <Typography component="span" variant="caption" sx={{ fontWeight: 600 }}>{t(`anomalies.kind.${cause.kind}`)}</Typography>
          {incident.state !== 'open' && <Chip tone={isOver ? 'neutral' : 'ok'}>{t(`anomalies.state.${incident.state}`)}</Chip>}
          {isOff && <Chip tone="neutral">{t('anomalies.stands.snoozed')}</Chip>}
          {cause.feedback !== null && <Chip tone="neutral">{t(`guidance.verdict.${cause.feedback.verdict}`)}</Chip>}
          <Typography component="span" variant="caption" sx={{ color: 'text.secondary', ml: compact ? 'auto' : 0 }} title={format.dateTime(incident.openedAt)}>
            {compact ? format.ago(incident.openedAt, now) : span(cause, isOver)}
          </Typography>
        </Box>
        <MuiLink component={Link} to={anomalyAddress(cause.id)} color="text.primary" sx={{ fontWeight: 600, display: 'block' }}>
          {cause.headline[format.language]}
        </MuiLink>
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {path}
          {!compact && handling.assignee !== null && ` · ${t('anomalies.assignee')}: ${person(handling.assignee)}`}
          {isOff && ` · ${t('anomalies.snoozedUntil')}: ${format.dateTime(handling.snoozedUntil!)}`}
          {!compact && wider.length > 0 && ` · ${t('anomalies.impact')}: ${wider.map((key) => scopeName.own(key)).join(', ')}`}
        </Typography>
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, ml: compact ? 0 : 'auto', width: compact ? '100%' : 'auto', justifyContent: 'space-between' }}>
        <Box sx={{ textAlign: compact ? 'left' : 'right' }}>
          <Box sx={{ fontVariantNumeric: 'tabular-nums', fontWeight: compact ? 400 : 600, fontSize: compact ? 13 : 14, whiteSpace: 'nowrap' }} title={t('anomalies.excess')}>
            {cause.kind === 'silence' && (compact ? t('anomalies.unknown') : t('common.none'))}
            {cause.kind !== 'silence' && (compact ? t(cause.excess >= 0 ? 'anomalies.more' : 'anomalies.less', { amount: format.money(Math.abs(cause.excess)) }) : format.moneyDelta(cause.excess))}
          </Box>
          {!compact && perHour !== null && (
            <Typography variant="caption" component="p" title={t('anomalies.waitingPerHour', { amount: format.moneyExact(perHour) })} sx={{ color: 'text.secondary', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
              {t('anomalies.perHour', { amount: format.money(perHour) })}
            </Typography>
          )}
        </Box>
        <Box sx={{ minWidth: compact ? 0 : 124, textAlign: 'right' }}>
          {incident.state === 'open' && (
            <Permitted permission="triage" scope={cause.scope.key}>
              <Button variant="outlined" onClick={() => acknowledge.mutate({ id: incident.id, step: { deed: 'acknowledge' } })} disabled={acknowledge.isPending} sx={{ minHeight: 28, py: 0 }} data-print="hide">
                {t('anomalies.acknowledge')}
              </Button>
            </Permitted>
          )}
          {acknowledge.isError && <Typography role="alert" variant="caption" component="p" sx={{ color: 'tone.critical' }}>{t('anomalies.stepFailed', { detail: explain(acknowledge.error) })}</Typography>}
        </Box>
      </Box>
    </Box>
  );
}
