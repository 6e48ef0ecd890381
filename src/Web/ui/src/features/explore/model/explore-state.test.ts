import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayPresets } from '@/url/day-range';
import { dimensions } from '@/url/dimensions';
import { readState, writeState } from '@/url/search-state';
import type { Filter } from '@/url/filters';
import { drill, exploreFields, groupOf, metrics, sortKeys, steps, stepsFor, withFilters, type ExploreState } from './explore-state';

const filter: fc.Arbitrary<Filter> = fc.record({ dimension: fc.constantFrom(...dimensions), value: fc.string({ unit: 'grapheme' }), isExcluded: fc.boolean() });
const state = fc.record({
  range: fc.constantFrom(...dayPresets), from: fc.constantFrom(null, '2026-10-01'), to: fc.constantFrom(null, '2026-10-05'),
  scope: fc.constantFrom(null, 'org', 'team:search', 'resource:a/b%20c/d'), step: fc.constantFrom(null, ...steps), metric: fc.constantFrom(...metrics),
  group: fc.oneof(fc.constant(null), fc.uniqueArray(fc.constantFrom(...dimensions), { maxLength: 2 })),
  filter: fc.array(filter, { maxLength: 6 }), compare: fc.boolean(), mark: fc.constantFrom('bars', 'lines'), view: fc.constantFrom('chart', 'table'),
  sort: fc.constantFrom(...sortKeys), order: fc.constantFrom('desc', 'asc'), saved: fc.constantFrom(null, 'v1'),
}) as fc.Arbitrary<ExploreState>;

const only = (dimension: Filter['dimension'], value: string): Filter => ({ dimension, value, isExcluded: false });

describe('the explorer’s question in the address', () => {
  it('comes back as it was written, whatever the values are called', () => {
    fc.assert(fc.property(state, (value) => {
      expect(readState(exploreFields, writeState(exploreFields, new URLSearchParams(), value))).toEqual(value);
    }));
  });

  it('never throws, and knows only what there is', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const read = readState(exploreFields, new URLSearchParams({ group: text, filter: text, scope: text, metric: text, step: text }));
      expect(metrics).toContain(read.metric);
      expect(read.filter.every((one) => dimensions.includes(one.dimension))).toBe(true);
    }));
    expect(readState(exploreFields, new URLSearchParams({ group: 'moon,team,model,provider', filter: 'moon:a,team:%E0%A4%A,model:b' }))).toMatchObject({ group: ['team', 'model'], filter: [only('model', 'b')] });
  });
});

it('splits a scope by what comes below it, unless somebody chose', () => {
  expect(['org', 'team:a', 'project:a/b', 'resource:a/b/c'].map((scope) => groupOf({ group: null }, scope)[0])).toEqual(['team', 'project', 'resource', 'model']);
  expect(groupOf({ group: [] }, 'org')).toEqual([]);
});

it('offers few points for long ranges', () => {
  expect([7, 30, 365, 800].map((days) => stepsFor(days)[0])).toEqual(['day', 'day', 'week', 'month']);
});

describe('going down', () => {
  it('looks at the row alone and splits it by the next level', () => {
    expect(drill({ filter: [] }, ['team'], ['team:search'])).toEqual({ filter: [only('team', 'team:search')], group: ['project'] });
    expect(drill({ filter: [only('team', 'team:search')] }, ['customer', 'feature'], ['acme', '']).group).toEqual(['model']);
  });

  it('never splits by what is looked at already', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...dimensions), { maxLength: 8 }), fc.constantFrom(...dimensions), (taken, grouped) => {
      const next = drill({ filter: taken.map((dimension) => only(dimension, 'x')) }, [grouped], ['y']);
      expect(next.filter.map((one) => one.dimension)).not.toContain(next.group![0]);
    }));
  });

  it('takes the place of what was looked at in the same dimension, and of the same value left out', () => {
    const excluded: Filter = { dimension: 'model', value: 'b', isExcluded: true };
    expect(withFilters([only('model', 'a'), excluded, only('team', 't')], [only('model', 'b')])).toEqual([only('team', 't'), only('model', 'b')]);
  });
});
