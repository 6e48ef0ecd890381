import { describe, expect, it } from 'vitest';
import type { Policy } from '../api/types';
import { conditionFaults, draftOf, newPolicy, policyFaults, policyRequest, readParameters, subjectChoice, withKinds } from './policy-form';

const saved = {
  id: 'pol_1', name: 'Runaway keys', scope: { key: 'team:search' }, enabled: true, dryRun: true, autonomy: 'act', cooldownMinutes: 120, approver: 'Ada', approvalTimeoutMinutes: 30, createdAt: '',
  condition: { kinds: ['incident'], subjects: ['burnRate', 'spike'], minimalSeverity: 'high', minimalExcess: 50, minimalPerHour: 10.5, minimalShare: 0.8, minimalProbability: 0.07, maximalHoursToBreach: null },
  action: { kind: 'throttleKey', parameters: { rpm: '60' }, durationMinutes: 90, url: 'https://gateway.example/hooks', hasSecret: true, text: null },
} as unknown as Policy;

describe('the form of a policy', () => {
  it('sends a saved policy as it came, its secret left where it is', () => {
    expect(policyFaults(draftOf(saved), saved)).toEqual({});
    expect(policyRequest(draftOf(saved))).toEqual({
      name: 'Runaway keys', scope: 'team:search', enabled: true, autonomy: 'act', cooldownMinutes: 120, approver: 'Ada', approvalTimeoutMinutes: 30, condition: saved.condition,
      action: { kind: 'throttleKey', parameters: { rpm: '60' }, durationMinutes: 90, url: 'https://gateway.example/hooks', secret: null, text: null },
    });
  });

  it('asks for a secret when the address changes', () => {
    const draft = { ...draftOf(saved), url: 'https://other.example' };
    expect(policyFaults(draft, saved)).toEqual({ secret: 'secret' });
    expect(policyFaults({ ...draft, secret: 'env:GATEWAY' }, saved)).toEqual({});
  });

  it('needs an address only where it acts by itself', () => {
    const draft = { ...newPolicy, name: 'Rule' };
    expect(policyFaults({ ...draft, autonomy: 'propose' }, null)).toEqual({});
    expect(policyFaults({ ...draft, autonomy: 'act' }, null)).toEqual({ url: 'urlNeeded' });
    expect(policyFaults({ ...draft, autonomy: 'act', url: 'gateway' }, null)).toEqual({ url: 'url', secret: 'secret' });
  });

  it('asks nothing of an action where it only notifies', () => {
    expect(policyFaults({ ...newPolicy, name: 'Rule', parameters: '???', duration: 'x', url: 'x' }, null)).toEqual({});
    expect(policyRequest({ ...newPolicy, name: 'Rule' }).action).toBeNull();
  });

  it('finds figures that are none', () => {
    expect(conditionFaults({ ...newPolicy, scope: null, excess: 'much', perHour: '-1', probability: '101', cooldown: '0' })).toEqual({
      scope: 'scope', excess: 'number', perHour: 'number', probability: 'percent', cooldown: 'minutes',
    });
  });
});

it('reads parameters a line each', () => {
  expect(readParameters('rpm = 60\n\nmodel=gpt-4o-mini')).toEqual({ rpm: '60', model: 'gpt-4o-mini' });
  expect(readParameters('just words')).toBeNull();
});

describe('what a policy can be about', () => {
  it('is offered by the kinds of notices, with the thresholds that budgets have', () => {
    expect(subjectChoice(['budgetThreshold'], ['90', '100'], [])).toEqual(['50', '80', '90', '100']);
    expect(subjectChoice(['experiment', 'system'], ['90'], [])).toEqual(['runaway', 'channelDisabled', 'digest', '50', '80', '100']);
    expect(subjectChoice(['report'], [], [])).toEqual([]);
    expect(subjectChoice([], ['90'], [])).toContain('burnRate');
  });

  it('keeps what was chosen, even what has no name here', () => {
    expect(subjectChoice(['system'], [], ['quiet'])).toEqual(['channelDisabled', 'digest', 'quiet']);
  });

  it('loses what no remaining kind is about', () => {
    const draft = { ...newPolicy, kinds: ['incident', 'experiment'] as const, subjects: ['spike', '80', 'quiet'] };
    expect(withKinds(draft, ['experiment'], [])).toEqual({ kinds: ['experiment'], subjects: ['80', 'quiet'] });
  });
});
