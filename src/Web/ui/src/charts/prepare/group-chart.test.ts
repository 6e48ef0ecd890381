import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareGroupChart, REST, type GroupChartInput } from './group-chart';

const input = (patch: Partial<GroupChartInput> = {}): GroupChartInput => ({
  step: 'day', buckets: ['2026-03-14', '2026-03-15'], end: '2026-03-16', now: Date.parse('2026-03-15T10:00:00Z'),
  groups: [{ key: 'a', name: 'A', points: [1, 2] }, { key: 'b', name: 'B', points: [null, 3] }], other: [4, null], adds: true, mark: 'bars', ...patch,
});

describe('a figure by groups', () => {
  it('adds up to a whole in each bucket, and nothing to no sum', () => {
    expect(prepareGroupChart(input()).sums).toEqual([5, 5]);
    expect(prepareGroupChart(input({ groups: [], other: [null, null] })).sums).toEqual([null, null]);
  });

  it('is drawn as lines where it does not add up', () => {
    const model = prepareGroupChart(input({ adds: false }));
    expect([model.mark, model.sums, model.peak]).toEqual(['lines', [null, null], 4]);
  });

  it('marks the last bucket while it is filling', () => {
    expect(prepareGroupChart(input()).filling).toBe(1);
    expect(prepareGroupChart(input({ now: Date.parse('2026-03-16T00:00:00Z') })).filling).toBeNull();
  });

  it('gives the rest no name and the grey, and each group a colour of its own', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 7 }), (keys) => {
      const { series } = prepareGroupChart(input({ groups: keys.map((key) => ({ key, name: key, points: [1, 1] })) }));
      expect(new Set(series.map(({ color }) => color)).size).toBe(keys.length + 1);
      expect(series.at(-1)).toMatchObject({ key: REST, name: '', color: 5 });
    }));
  });
});
