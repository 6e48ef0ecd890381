import { describe, expect, it } from 'vitest';
import { newRule, ruleDraft, ruleFaults, ruleOf, type RuleDraft } from './rule-form';

const good: RuleDraft = { ...newRule(), name: ' Search keys ', conditions: [{ dimension: 'api_key', operator: 'anyOf', values: 'k1, k2,' }], assign: { ...newRule().assign, team: 'search' } };

describe('the form of a rule', () => {
  it('makes the rule that was typed, under a free id', () => {
    expect(ruleFaults(good)).toEqual({});
    expect(ruleOf(good, null, ['search-keys'])).toEqual({
      id: 'search-keys-2', name: 'Search keys', conditions: [{ dimension: 'api_key', operator: 'anyOf', values: ['k1', 'k2'] }],
      assign: { team: 'search', project: null, resource: null, experiment: null, feature: null, customer: null }, effectiveFrom: null, effectiveUntil: null,
    });
  });

  it('shows a known rule as it is, and keeps its id', () => {
    const rule = ruleOf({ ...good, from: '2026-05-01', until: '2026-06-01' }, 'x', []);
    expect(ruleOf(ruleDraft(rule), rule.id, ['x'])).toEqual(rule);
  });

  it('takes a comma as part of a single value', () => {
    expect(ruleOf({ ...good, conditions: [{ dimension: 'tag:team', operator: 'is', values: 'a, b' }] }, 'x', []).conditions[0]!.values).toEqual(['a, b']);
  });

  it.each<[string, Partial<RuleDraft>, object]>([
    ['no name', { name: ' ' }, { name: 'name' }],
    ['a long name', { name: 'x'.repeat(121) }, { name: 'tooLong' }],
    ['an empty condition', { conditions: [{ dimension: 'tag:', operator: 'is', values: ' ' }] }, { 'conditions.0.dimension': 'dimension', 'conditions.0.values': 'values' }],
    ['no assignment', { assign: newRule().assign }, { assign: 'assign' }],
    ['an end before the start', { from: '2026-05-02', until: '2026-05-02' }, { until: 'order' }],
  ])('refuses %s', (_, patch, faults) => {
    expect(ruleFaults({ ...good, ...patch })).toEqual(faults);
  });
});
