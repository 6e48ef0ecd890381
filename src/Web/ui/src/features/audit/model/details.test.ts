import { describe, expect, it } from 'vitest';
import { actionCode, actionOf, actions, detailsOf, isInstant, spanOf, subjectOf } from './details';

describe('the words of the audit log', () => {
  it('have a name for every action, and find its code again', () => {
    expect(actionOf('policy.added')).toBe('policyAdded');
    expect(actionOf('shared_cost.removed')).toBe('sharedCostRemoved');
    expect(actionOf('somebody.sang')).toBeNull();
    expect(actions.map((action) => actionOf(actionCode(action)))).toEqual(actions);
    expect(['attributionRulesChanged', 'plannedEventAdded', 'budgetIncreaseRequested', 'policyDryRun'].map((action) => actionCode(action as 'policyDryRun'))).toEqual([
      'attribution.rules_changed', 'plannedEvent.added', 'budget.increaseRequested', 'policy.dryRun',
    ]);
  });

  it('call a thing by its name, else by its id', () => {
    expect(subjectOf('policy/pol_1', { name: 'Keys' })).toEqual({ noun: 'policy', name: 'Keys' });
    expect(subjectOf('planned-event/1', { title: 'Old -> New' })).toEqual({ noun: 'plannedEvent', name: 'New' });
    expect(subjectOf('incident/a', {})).toEqual({ noun: 'incident', name: 'a' });
    expect(subjectOf('deliveries', {})).toEqual({ noun: null, name: 'deliveries' });
  });
});

describe('the details of a line', () => {
  it('tell what was and what is together', () => {
    expect(detailsOf({ stateBefore: 'open', stateAfter: 'resolved', amount: '12 USD', amountBefore: '10 USD', cooldown: '06:00:00 -> 1.00:00:00' })).toEqual([
      { name: 'state', field: 'state', before: 'open', value: 'resolved' },
      { name: 'amount', field: 'amount', before: '10 USD', value: '12 USD' },
      { name: 'cooldown', field: 'cooldown', before: '06:00:00', value: '1.00:00:00' },
    ]);
  });

  it('keep what has no label as it is', () => {
    expect(detailsOf({ song: '60', 'action.rpm': '60', moved_cost: '12' })).toEqual([
      { name: 'song', field: null, value: '60' }, { name: 'action.rpm', field: 'parameters', value: 'rpm=60' }, { name: 'moved_cost', field: 'movedCost', value: '12' },
    ]);
  });

  it('know spans and instants', () => {
    expect(spanOf('1.06:30:00')).toBe(30.5 * 3_600_000);
    expect(spanOf('6 hours')).toBeNull();
    expect(isInstant('2026-11-24T00:00:00.0000000Z')).toBe(true);
    expect(isInstant('2026-11-24')).toBe(false);
  });
});
