import type { NoticeKind, Severity } from '@/api/types';
import { readNumber } from '@/format/read-number';
import type { Policy, PolicyActionKind, PolicyAutonomy, PolicyRequest } from '../api/types';

/** What a policy can answer: all but what policies say. */
export const answerable = ['incident', 'budgetThreshold', 'budgetForecast', 'budgetRequest', 'experiment', 'report', 'system'] as const satisfies readonly NoticeKind[];
export type Answerable = (typeof answerable)[number];
export const autonomies = ['notify', 'propose', 'ask', 'act'] as const satisfies readonly PolicyAutonomy[];
export const actionKinds = ['throttleKey', 'switchModel', 'stopJob'] as const satisfies readonly PolicyActionKind[];
export const severities = ['low', 'medium', 'high', 'critical'] as const satisfies readonly Severity[];

/** What notices of a kind can be about. Kinds that are about one thing alone have no choice. */
const subjectsOf: Partial<Record<Answerable, readonly string[]>> = {
  incident: ['spike', 'levelShift', 'daySurge', 'burnRate', 'leak', 'silence', 'drop', 'flatline', 'billDrift'],
  budgetThreshold: ['50', '80', '100'],
  experiment: ['50', '80', '100', 'runaway'],
  system: ['channelDisabled', 'digest'],
};

/** What can be chosen for these kinds, none of them being all. Thresholds of the budgets that exist come in as well, and what is chosen already stays. */
export function subjectChoice(kinds: readonly Answerable[], thresholds: readonly string[], chosen: readonly string[]): string[] {
  const looked = kinds.length === 0 ? answerable : kinds;
  const codes = [...new Set(looked.flatMap((kind) => [...(subjectsOf[kind] ?? []), ...(kind === 'budgetThreshold' ? thresholds : [])]))];
  const isShare = (code: string) => Number.isFinite(Number(code));
  return [...codes.filter((code) => !isShare(code)), ...codes.filter(isShare).sort((a, b) => Number(a) - Number(b)), ...chosen.filter((code) => !codes.includes(code))];
}

/** The kinds of a draft, and of its subjects those that one of these kinds can be about. */
export function withKinds(draft: PolicyDraft, kinds: readonly Answerable[], thresholds: readonly string[]): Pick<PolicyDraft, 'kinds' | 'subjects'> {
  const [before, now] = [subjectChoice(draft.kinds, thresholds, []), subjectChoice(kinds, thresholds, [])];
  return { kinds, subjects: draft.subjects.filter((code) => now.includes(code) || !before.includes(code)) };
}

/** Texts as they were typed. Shares and probabilities are percentages here. */
export interface PolicyDraft {
  name: string;
  scope: string | null;
  isEnabled: boolean;
  kinds: readonly Answerable[];
  /** Codes of what a notice is about; none is any. */
  subjects: readonly string[];
  severity: Severity;
  excess: string;
  perHour: string;
  share: string;
  probability: string;
  hoursToBreach: string;
  autonomy: PolicyAutonomy;
  action: PolicyActionKind;
  /** A line each: `name=value`. */
  parameters: string;
  duration: string;
  url: string;
  secret: string;
  text: string;
  cooldown: string;
  approver: string;
  timeout: string;
}

export const policyFields = ['name', 'scope', 'excess', 'perHour', 'share', 'probability', 'hoursToBreach', 'cooldown', 'duration', 'parameters', 'text', 'url', 'secret', 'approver', 'timeout'] as const;
export type PolicyField = (typeof policyFields)[number];

/** What the server calls them. */
export const policyServerNames: Partial<Record<PolicyField, string>> = {
  excess: 'condition.minimalExcess', perHour: 'condition.minimalPerHour', share: 'condition.minimalShare', probability: 'condition.minimalProbability',
  hoursToBreach: 'condition.maximalHoursToBreach', cooldown: 'cooldownMinutes', duration: 'action.durationMinutes', parameters: 'action.parameters',
  text: 'action.text', url: 'action.url', secret: 'action.secret', timeout: 'approvalTimeoutMinutes',
};
export type PolicyFault = 'name' | 'tooLong' | 'scope' | 'number' | 'percent' | 'parameters' | 'minutes' | 'url' | 'urlNeeded' | 'secret';

const MAX_NAME = 100;
const MAX_MINUTES = 43_200;
const MAX_TIMEOUT = 10_080;

export const newPolicy: PolicyDraft = {
  name: '', scope: 'org', isEnabled: true, kinds: ['incident'], subjects: [], severity: 'high', excess: '', perHour: '', share: '', probability: '', hoursToBreach: '',
  autonomy: 'notify', action: 'throttleKey', parameters: '', duration: '60', url: '', secret: '', text: '', cooldown: '360', approver: '', timeout: '60',
};

const shown = (value: number | null, factor = 1) => (value === null ? '' : String(Number((value * factor).toPrecision(12))));

export function draftOf({ condition, action, ...policy }: Policy): PolicyDraft {
  return {
    name: policy.name, scope: policy.scope.key, isEnabled: policy.enabled, kinds: answerable.filter((kind) => condition.kinds.includes(kind)), subjects: condition.subjects,
    severity: condition.minimalSeverity, excess: shown(condition.minimalExcess), perHour: shown(condition.minimalPerHour), share: shown(condition.minimalShare, 100),
    probability: shown(condition.minimalProbability, 100), hoursToBreach: shown(condition.maximalHoursToBreach), autonomy: policy.autonomy, action: action?.kind ?? 'throttleKey',
    parameters: Object.entries(action?.parameters ?? {}).map(([name, value]) => `${name}=${value}`).join('\n'), duration: shown(action === null ? 60 : action.durationMinutes),
    url: action?.url ?? '', secret: '', text: action?.text ?? '', cooldown: String(policy.cooldownMinutes), approver: policy.approver ?? '', timeout: String(policy.approvalTimeoutMinutes),
  };
}

/** The figures of the condition, by field; what is not a number is a fault. */
const figure = (text: string) => (text.trim() === '' ? null : readNumber(text));
const isNoFigure = (text: string) => text.trim() !== '' && (readNumber(text) === null || readNumber(text)! < 0);

function minutesFault(text: string, most: number): boolean {
  const value = readNumber(text);
  return value === null || !Number.isInteger(value) || value < 1 || value > most;
}

/** Names and values, or null when a line is neither. */
export function readParameters(text: string): Record<string, string> | null {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const pairs = lines.map((line) => /^([^=\s]{1,60})\s*=\s*(.{0,200})$/.exec(line));
  return pairs.some((pair) => pair === null) || lines.length > 20 ? null : Object.fromEntries(pairs.map((pair) => [pair![1]!, pair![2]!]));
}

/** What is wrong with the condition alone: with nothing there it can be tried. */
export function conditionFaults(draft: PolicyDraft): Partial<Record<PolicyField, PolicyFault>> {
  const faults: Partial<Record<PolicyField, PolicyFault>> = {};
  if (draft.scope === null) faults.scope = 'scope';
  for (const field of ['excess', 'perHour', 'share', 'hoursToBreach'] as const) if (isNoFigure(draft[field])) faults[field] = 'number';
  if (isNoFigure(draft.probability) || (figure(draft.probability) ?? 0) > 100) faults.probability = 'percent';
  if (minutesFault(draft.cooldown, MAX_MINUTES)) faults.cooldown = 'minutes';
  return faults;
}

/** What is wrong, by field; empty when the draft can be sent. `saved` is the policy that is changed. */
export function policyFaults(draft: PolicyDraft, saved: Policy | null): Partial<Record<PolicyField, PolicyFault>> {
  const faults = conditionFaults(draft);
  if (draft.name.trim() === '') faults.name = 'name';
  else if (draft.name.trim().length > MAX_NAME) faults.name = 'tooLong';
  if (draft.autonomy === 'notify') return faults;
  if (readParameters(draft.parameters) === null) faults.parameters = 'parameters';
  if (draft.duration.trim() !== '' && minutesFault(draft.duration, MAX_MINUTES)) faults.duration = 'minutes';
  if (minutesFault(draft.timeout, MAX_TIMEOUT)) faults.timeout = 'minutes';
  const url = draft.url.trim();
  if (url === '' && draft.autonomy === 'act') faults.url = 'urlNeeded';
  else if (url !== '' && !/^https?:\/\/[^\s/]/.test(url)) faults.url = 'url';
  // A secret belongs to the address it was entered for.
  if (url !== '' && draft.secret.trim() === '' && !keepsSecret(draft, saved)) faults.secret = 'secret';
  return faults;
}

export const keepsSecret = (draft: Pick<PolicyDraft, 'url'>, saved: Policy | null) => saved?.action?.hasSecret === true && saved.action.url === draft.url.trim();

export function policyRequest(draft: PolicyDraft): PolicyRequest {
  const none = (text: string) => (text.trim() === '' ? null : text.trim());
  const percent = (text: string) => (figure(text) === null ? null : figure(text)! / 100);
  return {
    name: draft.name.trim(), scope: draft.scope, enabled: draft.isEnabled, autonomy: draft.autonomy,
    condition: {
      kinds: [...draft.kinds], subjects: [...draft.subjects], minimalSeverity: draft.severity,
      minimalExcess: figure(draft.excess), minimalPerHour: figure(draft.perHour), minimalShare: percent(draft.share), minimalProbability: percent(draft.probability),
      maximalHoursToBreach: figure(draft.hoursToBreach),
    },
    action: draft.autonomy === 'notify' ? null : {
      kind: draft.action, parameters: readParameters(draft.parameters) ?? {}, durationMinutes: figure(draft.duration), url: none(draft.url), secret: none(draft.secret), text: none(draft.text),
    },
    cooldownMinutes: figure(draft.cooldown), approver: none(draft.approver), approvalTimeoutMinutes: figure(draft.timeout),
  };
}
