import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastClosed, OTHER, prepareTimeChart, type TimeChartInput } from './time-chart';

const HOUR = 3_600_000;
const start = Date.parse('2026-11-21T00:00:00Z');
const iso = (hours: number) => new Date(start + hours * HOUR).toISOString();
const quantiles = { p025: 1, p10: 2, p50: 3, p90: 4, p975: 5 };

const input = (patch: Partial<TimeChartInput> = {}): TimeChartInput => ({
  from: start, to: start + 6 * HOUR, grain: 'hour', now: start + 5.5 * HOUR, rows: [], grouped: false, groupName: (key) => key.toUpperCase(), ...patch,
});

describe('prepareTimeChart', () => {
  it('keeps an hour without records apart from an hour that cost nothing', () => {
    const model = prepareTimeChart(input({ rows: [{ bucket: iso(0), group: '', cost: 0 }] }));
    expect(model.points[0]!.actual).toBe(0);
    expect(model.points[1]!.actual).toBeNull();
    expect(model.isEmpty).toBe(false);
  });

  it('knows the bucket that is still filling and takes its live total', () => {
    const model = prepareTimeChart(input({ rows: [{ bucket: iso(4), group: '', cost: 2 }, { bucket: iso(5), group: '', cost: 1 }], current: 1.5 }));
    expect(model.points.filter((point) => point.isFilling).map((point) => point.time)).toEqual([start + 5 * HOUR]);
    expect(model.points[5]!.actual).toBe(1.5);
    expect(model.total).toBe(3.5);
    expect(lastClosed(model)!.time).toBe(start + 4 * HOUR);
  });

  it('adds up: parts to points, points to the total', () => {
    const row = fc.record({ bucket: fc.integer({ min: 0, max: 5 }).map(iso), group: fc.constantFrom(...'abcdefghijkl'), cost: fc.integer({ min: 0, max: 1000 }) });
    fc.assert(fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
      const model = prepareTimeChart(input({ rows, grouped: true }));
      const sum = rows.reduce((total, one) => total + one.cost, 0);
      expect(model.total).toBe(sum);
      expect(model.points.reduce((total, point) => total + (point.actual ?? 0), 0)).toBe(sum);
      for (const point of model.points) expect(point.parts.reduce<number>((total, part) => total + (part ?? 0), 0)).toBe(point.actual ?? 0);
      expect(model.groups.length).toBeLessThanOrEqual(8);
      const named = model.groups.filter((group) => group.key !== OTHER);
      expect(new Set(named.map((group) => group.color)).size).toBe(named.length > 7 ? 7 : named.length);
    }));
  });

  it('names the largest groups and gathers the rest', () => {
    const rows = [...'abcdefghij'].map((group, i) => ({ bucket: iso(0), group, cost: 10 - i }));
    const model = prepareTimeChart(input({ rows, grouped: true }));
    expect(model.groups.map((group) => group.key)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', OTHER]);
    expect(model.groups.at(-1)!.total).toBe(3 + 2 + 1);
    expect(model.groupCount).toBe(10);
    expect(model.groups[0]!.name).toBe('A');
  });

  it('gives a group the same colour when another one overtakes it', () => {
    const colour = (a: number, b: number) => prepareTimeChart(input({
      grouped: true, rows: [{ bucket: iso(0), group: 'a', cost: a }, { bucket: iso(0), group: 'b', cost: b }],
    })).groups.find((group) => group.key === 'a')!.color;
    expect(colour(1, 2)).toBe(colour(2, 1));
  });

  it('shows a forecast only for what is not over', () => {
    const model = prepareTimeChart(input({ forecast: [4, 5, 6, 7].map((hour) => ({ start: iso(hour), value: quantiles })) }));
    expect(model.points.filter((point) => point.forecast !== null).map((point) => point.time)).toEqual([5, 6, 7].map((hour) => start + hour * HOUR));
    expect(model.hasForecast).toBe(true);
  });

  it('marks an anomaly on the highest bucket it covers', () => {
    const rows = [1, 5, 3].map((cost, i) => ({ bucket: iso(i), group: '', cost }));
    const anomaly = { id: 'x', severity: 'high' as const, start: iso(0), end: iso(3), label: '' };
    const model = prepareTimeChart(input({ rows, anomalies: [anomaly] }));
    expect(model.points.findIndex((point) => point.anomalies.length > 0)).toBe(1);
  });

  it('marks a silence where it began, and leaves out what lies outside', () => {
    const anomaly = (id: string, from: number, to: number) => ({ id, severity: 'low' as const, start: iso(from), end: iso(to), label: '' });
    const model = prepareTimeChart(input({ anomalies: [anomaly('in', 2, 4), anomaly('out', -5, -3)] }));
    expect(model.points[2]!.anomalies.map((one) => one.id)).toEqual(['in']);
    expect(model.anomalies.map((one) => one.id)).toEqual(['in']);
  });

  it('does not let a very wide band press the line to the ground', () => {
    const rows = [{ bucket: iso(0), group: '', cost: 10 }];
    const forecast = (p975: number) => [{ start: iso(6), value: { ...quantiles, p50: 8, p975 } }];
    expect(prepareTimeChart(input({ rows, forecast: forecast(20) })).top).toBeNull();
    expect(prepareTimeChart(input({ rows, forecast: forecast(900) })).top).toBe(25);
    expect(prepareTimeChart(input({ rows: [], forecast: [] })).top).toBeNull();
  });

  it('puts the worst of several anomalies first', () => {
    const anomaly = (id: string, severity: 'low' | 'critical') => ({ id, severity, start: iso(0), end: iso(1), label: '' });
    const model = prepareTimeChart(input({ anomalies: [anomaly('a', 'low'), anomaly('b', 'critical')] }));
    expect(model.points[0]!.anomalies[0]!.id).toBe('b');
  });

  it('marks what happened at its bucket, and draws marks that lie too near as one', () => {
    const marks = [{ number: 2, time: start + 1.5 * HOUR, title: 'b' }, { number: 1, time: start + 1.52 * HOUR, title: 'a' }, { number: 3, time: start + 4 * HOUR, title: 'c' }, { number: 4, time: start - HOUR, title: 'd' }];
    const model = prepareTimeChart(input({ marks }));
    expect(model.marks).toEqual([{ time: start + 1.5 * HOUR, label: '1, 2' }, { time: start + 4 * HOUR, label: '3' }]);
    expect(model.points.map((point) => point.marks.map((mark) => mark.number))).toEqual([[], [2, 1], [], [], [3], []]);
    expect(prepareTimeChart(input()).marks).toEqual([]);
  });
});
