import { describe, expect, it } from 'vitest';
import type { Drift } from '@/api/types';
import { driftRows, ratioShape } from './drift';

const item = (day: string, model: string, estimated: number, billed: number, patch: Partial<Drift> = {}): Drift => ({
  day, source: 's', provider: 'acme', model, estimated, billed, drift: billed - estimated, ratio: estimated === 0 ? null : billed / estimated, normal: null, isUnusual: false,
  records: 1, status: 'invoiced', ...patch,
});

describe('driftRows', () => {
  const rows = driftRows([
    item('2026-03-02', 'a', 10, 11, { status: 'confirmed', isUnusual: true }), item('2026-03-01', 'a', 10, 10), item('2026-03-01', 'b', 100, 50), item('2026-03-01', 'a', 1, 1, { source: 'other' }),
    item('2026-03-01', '', 0, 7),
  ]);

  it('sums by source and model, the largest drift first', () => {
    expect(rows.map((row) => [row.source, row.model, row.estimated, row.billed])).toEqual([['s', 'b', 100, 50], ['s', '', 0, 7], ['s', 'a', 20, 21], ['other', 'a', 1, 1]]);
  });

  it('takes the ratio of the sums, not the mean of the ratios; none without an estimate', () => {
    expect(rows.map((row) => row.ratio)).toEqual([0.5, null, 1.05, 1]);
  });

  it('is as sure as its billed days are, each by what was billed, and counts the unusual ones', () => {
    expect(rows[2]).toMatchObject({ sureness: { total: 21, estimated: 0, confirmed: 11, invoiced: 10 }, unusual: 1 });
    expect(rows[2]!.days.map((day) => day.day)).toEqual(['2026-03-01', '2026-03-02']);
  });
});

describe('ratioShape', () => {
  const normal = { lower: 0.98, upper: 1.02 };

  it('breaks the line at a day without a ratio', () => {
    const shape = ratioShape([item('1', 'a', 1, 1), item('2', 'a', 0, 1), item('3', 'a', 1, 1)], 100, 40);
    expect(shape.line.match(/M/g)).toHaveLength(2);
    expect(shape.marks).toHaveLength(2);
  });

  it('draws the range only where it is known', () => {
    expect(ratioShape([item('1', 'a', 1, 1), item('2', 'a', 1, 1, { normal })], 100, 40).band.match(/M/g)).toHaveLength(1);
  });

  it('puts an unusual ratio at the edge, so that it does not flatten the usual ones', () => {
    const usual = [item('1', 'a', 1, 1.02, { normal }), item('2', 'a', 1, 0.98, { normal })];
    const [calm] = ratioShape(usual, 100, 40).marks;
    const shape = ratioShape([...usual, item('3', 'a', 1, 9, { normal, isUnusual: true })], 100, 40);
    expect(shape.marks[0]!.y).toBe(calm!.y);
    expect(shape.marks[2]).toMatchObject({ y: 4, isUnusual: true });
  });

  it('keeps 1 in sight however far all ratios are', () => {
    const { one } = ratioShape([item('1', 'a', 1, 3), item('2', 'a', 1, 3.2)], 100, 40);
    expect(one).toBeGreaterThan(0);
    expect(one).toBeLessThan(40);
  });
});
