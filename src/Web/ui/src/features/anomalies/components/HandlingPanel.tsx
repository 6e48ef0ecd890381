import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { Facts } from '@/ui/Facts';
import { Panel } from '@/ui/Panel';
import { useExplain } from '@/ui/use-explain';
import { useMinute } from '@/ui/use-now';
import { usePerson } from '@/ui/use-person';
import { useActor, useMay } from '@/ui/use-session';
import { useIncidentStep, type IncidentStep } from '../api/use-incident-step';
import { canReopen, isSnoozed, standing, waitingPerHour } from '../model/handling';
import { AssignDialog } from './AssignDialog';
import { Comments } from './Comments';
import { SnoozeMenu } from './SnoozeMenu';
import { StandingChip } from './StandingChip';

/** Who has it, what waiting costs, and what can be done about it now. */
export function HandlingPanel({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const person = usePerson();
  const now = useMinute();
  const me = useActor()?.name ?? '';
  const may = useMay()('triage', incident.cause.scope.key);
  const [isAssigning, setAssigning] = useState(false);
  const step = useIncidentStep();
  const { handling } = incident;
  const take = (next: IncidentStep) => step.mutate({ id: incident.id, step: next });
  const isOver = incident.state === 'resolved';
  const perHour = isOver ? null : waitingPerHour(incident.cause);
  const facts = [
    [t('anomalies.standing'), <StandingChip key="standing" standing={standing(incident, now)} />],
    [t('anomalies.assignee'), handling.assignee === null ? t('anomalies.nobody') : person(handling.assignee)],
    ...(perHour === null ? [] : [[t('anomalies.waitingCost'), t('anomalies.perHour', { amount: format.money(perHour) })] as const]),
    ...(handling.acknowledgedAt === null ? [] : [[t('anomalies.acknowledgedBy'), `${person(handling.acknowledgedBy)}, ${format.dateTime(handling.acknowledgedAt)}`] as const]),
    ...(isSnoozed(handling, now) ? [[t('anomalies.snoozedUntil'), format.dateTime(handling.snoozedUntil!)] as const] : []),
    ...(handling.nextEscalationAt === null || isOver ? [] : [[t('anomalies.nextEscalation'), t('anomalies.nextEscalationText', { time: format.dateTime(handling.nextEscalationAt) })] as const]),
    ...(handling.escalations === 0 ? [] : [[t('anomalies.escalations'), t('anomalies.escalated', { count: handling.escalations })] as const]),
    ...(handling.outcome === null ? [] : [[t('anomalies.outcomeTitle'), handling.closedBy === null ? t(`anomalies.outcome.${handling.outcome}`) : `${t(`anomalies.outcome.${handling.outcome}`)} · ${person(handling.closedBy)}`] as const]),
    ...(handling.reopened === 0 ? [] : [[t('anomalies.reopened'), t('anomalies.reopenedTimes', { count: handling.reopened })] as const]),
  ] as const;
  return (
    <Panel title={t('anomalies.handling')}>
      <Facts facts={facts} />
      {may && <Box data-print="hide" role="group" aria-label={t('anomalies.whatToDo')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 2 }}>
        {incident.state === 'open' && <Button variant="contained" disabled={step.isPending} onClick={() => take({ deed: 'acknowledge' })}>{t('anomalies.acknowledge')}</Button>}
        {handling.assignee !== me && <Button variant="outlined" disabled={step.isPending} onClick={() => take({ deed: 'assign', assignee: me })}>{t('anomalies.assignToMe')}</Button>}
        <Button variant="outlined" disabled={step.isPending} onClick={() => setAssigning(true)}>{t('anomalies.assign')}</Button>
        {!isOver && <SnoozeMenu disabled={step.isPending} onSnooze={(until) => take({ deed: 'snooze', until })} />}
        {!isOver && <Button variant="outlined" disabled={step.isPending} onClick={() => take({ deed: 'resolve' })}>{t('anomalies.resolve')}</Button>}
        {canReopen(incident) && <Button variant="outlined" disabled={step.isPending} onClick={() => take({ deed: 'reopen' })}>{t('anomalies.reopen')}</Button>}
      </Box>}
      {step.error !== null && <Alert severity="error" sx={{ mt: 1.5 }}>{t('anomalies.stepFailed', { detail: explain(step.error) })}</Alert>}
      <Comments
        comments={handling.comments}
        disabled={step.isPending}
        onSay={may ? (text, done) => step.mutate({ id: incident.id, step: { deed: 'comment', text, key: `${Date.now()}` } }, { onSuccess: done }) : null}
      />
      <AssignDialog
        open={isAssigning}
        current={handling.assignee}
        onClose={() => setAssigning(false)}
        onAssign={(assignee) => {
          setAssigning(false);
          take({ deed: 'assign', assignee });
        }}
      />
    </Panel>
  );
}
