import { describe, expect, it } from 'vitest';
import { prepareLimitChart, running } from './limit-chart';

const day = (n: number) => Date.UTC(2026, 10, n);
const input = {
  from: day(1), to: day(11), now: day(6), levels: [{ value: 100, label: '100 %' }, { value: 50, label: '50 %' }],
  points: [{ time: day(2), total: 10 }, { time: day(6), total: 60 }], end: { p10: 90, p50: 106, p90: 120 },
};

describe('a sum against its limit', () => {
  it('starts at nothing and ends at the last point', () => {
    const model = prepareLimitChart(input);
    const top = 1.06 * 120;
    expect(model.line).toBe(`M0,1000L100,${Math.round((1 - 10 / top) * 10_000) / 10}L500,${Math.round((1 - 60 / top) * 10_000) / 10}`);
    expect(model.now).toBe(0.5);
  });

  it('goes on to the expected end where there is one', () => {
    expect(prepareLimitChart(input).ahead).toMatch(/^M500,.*L1000,/);
    expect(prepareLimitChart({ ...input, end: null }).ahead).toBe('');
    expect(prepareLimitChart({ ...input, to: null }).ahead).toBe('');
  });

  it('keeps everything that is drawn inside, also when spend is far above the limit', () => {
    const model = prepareLimitChart({ ...input, points: [{ time: day(3), total: 1_000 }] });
    expect(model.levels.every(({ y }) => y >= 0 && y <= 1)).toBe(true);
    expect(model.levels[0]!.y).toBeGreaterThan(0.8);
  });

  it('has no line without spend and does not fail without any figure', () => {
    expect(prepareLimitChart({ ...input, points: [], levels: [], end: null }).line).toBe('');
  });

  it('marks whole steps, at most six', () => {
    const { ticks } = prepareLimitChart(input);
    expect(ticks.map(({ time }) => time)).toEqual([1, 3, 5, 7, 9].map(day));
  });
});

it('adds up buckets in order; the one that holds now ends now', () => {
  const rows = [{ bucket: '2026-11-02T00:00:00Z', cost: 2 }, { bucket: '2026-11-01T00:00:00Z', cost: 1 }, { bucket: '2026-11-02T00:00:00Z', cost: 3 }];
  expect(running(rows, 86_400_000, day(2) + 3_600_000)).toEqual([{ time: day(2), total: 1 }, { time: day(2) + 3_600_000, total: 6 }]);
});
