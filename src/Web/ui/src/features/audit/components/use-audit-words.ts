import { useTranslation } from 'react-i18next';
import { roles, rolesThatMay } from '@/api/roles';
import { useFormat } from '@/format/use-format';
import { useScopeName } from '@/ui/use-scope-name';
import { actionOf, isInstant, spanOf, subjectOf, type AuditDetail } from '../model/details';

const lists = {
  autonomy: ['notify', 'propose', 'ask', 'act'],
  policyAction: ['throttleKey', 'switchModel', 'stopJob'],
  verdict: ['useful', 'expected', 'noise'],
  severity: ['low', 'medium', 'high', 'critical'],
  anomaly: ['spike', 'levelShift', 'daySurge', 'burnRate', 'leak', 'silence', 'drop', 'flatline', 'billDrift'],
  notice: ['incident', 'budgetThreshold', 'budgetForecast', 'budgetRequest', 'experiment', 'policy', 'report', 'system'],
  state: ['open', 'acknowledged', 'resolved'],
  outcome: ['ended', 'resolved', 'expected', 'noise', 'withdrawn', 'merged'],
  method: ['even', 'fixed', 'proportional'],
  refusal: ['password', 'password, now locked', 'locked', 'disabled', 'unknown'],
  permission: Object.keys(rolesThatMay) as (keyof typeof rolesThatMay)[],
  role: roles,
  drivers: ['users', 'requests_per_user', 'input_tokens', 'output_tokens', 'cache_hit_rate', 'batch_share', 'model_mix', 'price', 'gpu_rate', 'gpu_hours'],
  change: ['deploy', 'model', 'prompt', 'config', 'other'],
  driver: ['tokens', 'requests', 'gpuSeconds', 'directCost'],
} as const;

const known = <T extends string>(list: readonly T[], code: string) => list.find((one) => one.toLowerCase() === code.toLowerCase());
const among = <T extends string>(list: readonly T[], code: string, name: (one: T) => string) => {
  const one = known(list, code);
  return one === undefined ? code : name(one);
};

const snake = (code: string) => code.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

interface AuditWords {
  action: (code: string) => string;
  /** What kind of thing, where that has a word, and its name, which stays as it is written. */
  subject: (subject: string, details: Readonly<Record<string, string>>) => { kind: string | null; name: string | null };
  field: (detail: AuditDetail) => string;
  value: (detail: AuditDetail, value: string) => string;
}

/** The log in the reader's words. What it says in a way that is not known here stays as it is written. */
export function useAuditWords(): AuditWords {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const kind = (code: string) => {
    const anomaly = known(lists.anomaly, code);
    const notice = known(lists.notice, code);
    const change = known(lists.change, code);
    if (change !== undefined) return t(`changes.kind.${change}`);
    return anomaly !== undefined ? t(`anomalies.kind.${anomaly}`) : notice !== undefined ? t(`alerts.noticeKind.${notice}`) : code;
  };
  const grant = (code: string) => {
    const [, role, scope] = /^(\w+) on (.+)$/.exec(code) ?? [];
    return role === undefined ? code : t('identity.grant', { role: among(lists.role, role, (one) => t(`common.role.${one}`)), scope: scopeName.path(scope!) });
  };
  const coded = ({ field }: AuditDetail, code: string): string | undefined => {
    const named = <T extends string>(list: readonly T[], name: (one: T) => string) => {
      const one = known(list, code);
      return one === undefined ? undefined : name(one);
    };
    switch (field) {
      case 'autonomy': return named(lists.autonomy, (one) => t(`policies.autonomy.${one}`));
      case 'action': return named(lists.policyAction, (one) => t(`policies.action.${one}`));
      case 'verdict': return named(lists.verdict, (one) => t(`guidance.verdict.${one}`));
      case 'minimalSeverity': return named(lists.severity, (one) => t(`common.severity.${one}`));
      case 'state': return named(lists.state, (one) => t(`anomalies.stands.${one}`));
      case 'outcome': return named(lists.outcome, (one) => t(`anomalies.outcome.${one}`));
      case 'method': return named(lists.method, (one) => t(`attribution.method.${one}`));
      case 'driver': return named(lists.driver, (one) => t(`attribution.driver.${one}`));
      case 'drivers': return code.split(', ').map((one) => among(lists.drivers, snake(one), (driver) => t(`scenarios.effect.${driver}`))).join(', ');
      case 'permissions': return code.split(', ').map((one) => among(lists.permission, one, (permission) => t(`identity.permission.${permission}`))).join(', ');
      case 'roles': return code.split(', ').map(grant).join(', ');
      case 'expires': return code === 'never' ? t('identity.token.noEnd') : undefined;
      case 'reason': return named(lists.refusal, (one) => t(`audit.refusal.${one === 'password, now locked' ? 'nowLocked' : one}`));
      case 'kind': case 'kinds': case 'subjects': return code.split(', ').map(kind).join(', ');
      case 'scope': return scopeName.path(code);
      case 'targets': return code === 'all teams' ? t('showback.all') : code.split(', ').map(scopeName.path).join(', ');
      case 'minimalShare': case 'minimalProbability': return format.percent(Number(code), 1);
      case 'excess': case 'extraCost': case 'movedCost': return format.moneyDeltaExact(Number(code));
      case 'minimalExcess': case 'minimalPerHour': return format.moneyExact(Number(code));
      case 'enabled': case 'dryRun': case 'hard': case 'shared': return t(code === 'true' ? 'audit.yes' : 'audit.no');
      default: return undefined;
    }
  };
  return {
    action: (code) => {
      const action = actionOf(code);
      return action === null ? code : t(`audit.did.${action}`);
    },
    subject: (subject, details) => {
      const { noun, name } = subjectOf(subject, details);
      return { kind: noun === null ? null : t(`audit.noun.${noun}`), name: noun === 'attribution' ? null : name };
    },
    field: ({ field, name }) => (field === null ? name : t(`audit.field.${field}`)),
    value: (detail, value) => {
      if (value === '' || value === '-') return t('common.none');
      if (isInstant(value)) return format.dateTime(value);
      const span = spanOf(value);
      return span === null ? coded(detail, value) ?? value : format.duration(span);
    },
  };
}
