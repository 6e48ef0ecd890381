/** What is done, by the words of the log: `policy.added` is written `policyAdded` here. */
export const actions = [
  'attributionApplied', 'attributionRulesChanged', 'sharedCostChanged', 'sharedCostRemoved',
  'budgetCreated', 'budgetChanged', 'budgetRemoved', 'budgetIncreaseRequested', 'budgetIncreaseApproved', 'budgetIncreaseDeclined',
  'channelAdded', 'channelChanged', 'channelRemoved', 'channelEnabled', 'channelDisabled', 'routeAdded', 'routeChanged', 'routeRemoved', 'deliveryResent',
  'changeTold', 'changeRemoved', 'experimentStarted', 'experimentFinished', 'experimentStopped', 'feedbackGiven', 'feedbackTakenBack',
  'incidentAcknowledged', 'incidentAssigned', 'incidentCommented', 'incidentSnoozed', 'incidentResolved', 'incidentExpected', 'incidentDismissed', 'incidentReopened', 'incidentEscalated',
  'plannedEventAdded', 'plannedEventChanged', 'plannedEventRemoved',
  'policyAdded', 'policyChanged', 'policyRemoved', 'policyArmed', 'policyDisarmed', 'policyResumed',
  'policyNoted', 'policyProposed', 'policyWaiting', 'policyApproved', 'policyDeclined', 'policyExpired', 'policyActed', 'policyDryRun', 'policyFailed', 'policyWithheld',
  'scenarioAdded', 'scenarioChanged', 'scenarioRemoved', 'viewSaved', 'viewChanged', 'viewRemoved',
  'sessionRefused', 'sessionSignedIn', 'sessionSignedOut', 'setupCompleted', 'tokenMade', 'tokenRevoked',
  'userAdded', 'userChanged', 'userDisabled', 'userEnabled', 'userPasswordChanged', 'userPasswordSet',
  'valueUnitAdded', 'valueUnitChanged', 'valueUnitRemoved', 'valueUnitCounted',
] as const;
export type AuditAction = (typeof actions)[number];

export const nouns = ['anomaly', 'attribution', 'budget', 'change', 'channel', 'delivery', 'experiment', 'incident', 'plannedEvent', 'policy', 'route', 'scenario', 'sharedCost', 'source', 'token', 'user', 'value', 'view'] as const;
export type AuditNoun = (typeof nouns)[number];

export const fields = [
  'action', 'added', 'address', 'amount', 'approvalTimeout', 'approver', 'assignee', 'autonomy', 'because', 'cap', 'channels', 'comment', 'cooldown', 'count', 'days', 'decision', 'driver',
  'drivers', 'dryRun', 'duration', 'enabled', 'end', 'escalation', 'estimate', 'excess', 'expires', 'extraCost', 'from', 'hard', 'kind', 'kinds', 'learnsFrom', 'link',
  'maximalHoursToBreach', 'method', 'minimalExcess', 'minimalPerHour', 'minimalProbability', 'minimalSeverity', 'minimalShare', 'moved', 'movedCost', 'name', 'note', 'notice', 'outcome',
  'parameters', 'permissions', 'policy', 'prefix', 'query', 'reason', 'records', 'removed', 'request', 'result', 'roles', 'rules', 'scope', 'shared', 'snoozedUntil', 'start', 'state',
  'subjects', 'targets', 'title', 'to', 'until', 'url', 'verdict', 'version', 'worth',
] as const;
export type AuditField = (typeof fields)[number];

export interface AuditDetail {
  /** As the log has it, without what tells before from after. */
  name: string;
  /** The same where it has a label. */
  field: AuditField | null;
  /** What it was; undefined where nothing was said of it. */
  before?: string;
  value: string;
}

const camel = (code: string) => code.replace(/[._-]+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const among = <T extends string>(list: readonly T[], code: string): T | null => list.find((one) => one === camel(code)) ?? null;

export const actionOf = (code: string) => among(actions, code);

/** The code of an action that is known here, as the log writes it: what stands before the verb is a noun of one or two words. */
export function actionCode(action: AuditAction): string {
  const [noun, verb] = /^(attribution|sharedCost|plannedEvent|valueUnit|[a-z]+)([A-Z].*)$/.exec(action)!.slice(1) as [string, string];
  const small = verb[0]!.toLowerCase() + verb.slice(1);
  // The two oldest are written with an underscore.
  return `${noun === 'sharedCost' ? 'shared_cost' : noun}.${small === 'rulesChanged' ? 'rules_changed' : small}`;
}

/** What a line is about: its kind where that has a name, and the name it gives itself, else its id. */
export function subjectOf(subject: string, details: Readonly<Record<string, string>>): { noun: AuditNoun | null; name: string } {
  const at = subject.indexOf('/');
  const noun = at < 0 ? null : among(nouns, subject.slice(0, at));
  const given = details['name'] ?? details['policy'] ?? details['title'];
  const name = given === undefined || given === '' ? null : given.split(' -> ').at(-1)!;
  return { noun, name: noun === null ? subject : name ?? subject.slice(at + 1) };
}

/** The details of a line; what changed is one of them, with what it was. */
export function detailsOf(details: Readonly<Record<string, string>>): AuditDetail[] {
  return Object.entries(details).flatMap(([key, value]) => {
    // What an action was told to do: its own names, which nobody here knows.
    const parameter = /^action\.(.+)$/.exec(key)?.[1];
    if (parameter !== undefined) return [{ name: key, field: 'parameters', value: `${parameter}=${value}` }];
    const after = /^(.+)After$/.exec(key)?.[1];
    const before = /^(.+)Before$/.exec(key)?.[1];
    // Told together with what it became.
    if (before !== undefined && (`${before}After` in details || before in details)) return [];
    const name = after ?? before ?? key;
    const was = details[`${name}Before`];
    const change = / -> /.exec(value);
    const field = among(fields, name);
    if (before !== undefined) return [{ name, field, before: value, value: '' }];
    if (was !== undefined) return [{ name, field, before: was, value }];
    if (change !== null && field !== null) return [{ name, field, before: value.slice(0, change.index), value: value.slice(change.index + change[0].length) }];
    return [{ name, field, value }];
  });
}

/** What somebody wrote, or the server once said of it: it stays in the language in which it was written down. */
export const isWritten = ({ field }: AuditDetail) => field !== null && ['title', 'note', 'outcome', 'comment', 'reason', 'name', 'policy', 'added', 'removed', 'channels', 'assignee', 'query'].includes(field);

const SPAN = /^(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)(?:\.\d+)?$/;

/** A span of time as the server writes it, such as 06:00:00 or 1.06:00:00; null for anything else. */
export function spanOf(value: string): number | null {
  const parts = SPAN.exec(value);
  if (parts === null) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
}

export const isInstant = (value: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value);
