import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import type { PolicyAction, PolicyCondition } from '../api/types';

const anomalyKinds = ['spike', 'levelShift', 'daySurge', 'burnRate', 'leak', 'silence', 'drop', 'flatline', 'billDrift'] as const;
const events = ['runaway', 'channelDisabled', 'digest'] as const;

interface PolicyWords {
  /** What a notice is about. */
  subject: (code: string) => string;
  /** What must be true, a phrase each. */
  condition: (condition: PolicyCondition) => string[];
  action: (action: PolicyAction) => string;
}

/** A policy in the reader's words. */
export function usePolicyWords(): PolicyWords {
  const { t } = useTranslation();
  const format = useFormat();
  // Mostly a kind of anomaly, or a share of a limit; what has no name is written as it is.
  const subject = (code: string) => {
    const kind = anomalyKinds.find((one) => one === code);
    if (kind !== undefined) return t(`anomalies.kind.${kind}`);
    const event = events.find((one) => one === code);
    if (event !== undefined) return t(`policies.event.${event}`);
    return /^\d+(\.\d+)?$/.test(code) ? t('policies.reached', { share: format.percent(Number(code) / 100, 1) }) : code;
  };
  return {
    subject,
    condition: (condition) => [
      condition.kinds.length === 0 ? t('policies.anyKind') : condition.kinds.map((kind) => t(`alerts.noticeKind.${kind}`)).join(', '),
      t('alerts.fromSeverity', { severity: t(`common.severity.${condition.minimalSeverity}`) }),
      ...(condition.subjects.length === 0 ? [] : [t('policies.only', { subjects: condition.subjects.map(subject).join(', ') })]),
      ...(condition.minimalExcess === null ? [] : [t('policies.excessFrom', { amount: format.money(condition.minimalExcess) })]),
      ...(condition.minimalPerHour === null ? [] : [t('policies.perHourFrom', { amount: format.money(condition.minimalPerHour) })]),
      ...(condition.minimalShare === null ? [] : [t('policies.shareFrom', { share: format.percent(condition.minimalShare, 1) })]),
      ...(condition.minimalProbability === null ? [] : [t('policies.probabilityFrom', { share: format.percent(condition.minimalProbability, 1) })]),
      ...(condition.maximalHoursToBreach === null ? [] : [t('policies.hoursUpTo', { hours: format.countExact(condition.maximalHoursToBreach) })]),
    ],
    action: (action) => {
      const parameters = Object.entries(action.parameters).map(([name, value]) => `${name}=${value}`).join(', ');
      const what = parameters === '' ? t(`policies.action.${action.kind}`) : `${t(`policies.action.${action.kind}`)} (${parameters})`;
      return action.durationMinutes === null ? what : t('policies.actionFor', { what, duration: format.duration(action.durationMinutes * 60_000) });
    },
  };
}
