import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFormat } from '@/format/format';
import { tokens } from '@/theme/tokens';
import { prepareTimeChart, type QuantileInput, type TimeChartInput } from '../prepare/time-chart';
import { chartOption } from './option';

const HOUR = 3_600_000;
const start = Date.parse('2026-11-21T00:00:00Z');
const iso = (hours: number) => new Date(start + hours * HOUR).toISOString();

interface Series {
  id: string;
  stack?: string;
  data: [number, number | null][];
  markArea?: { data: [{ xAxis: number; name: string }, { xAxis: number }][] };
}

function draw(patch: Partial<TimeChartInput>): Map<string, Series> {
  const model = prepareTimeChart({
    from: start, to: start + 6 * HOUR, grain: 'hour', now: start + 5.5 * HOUR, rows: [], grouped: false, groupName: (key) => key, ...patch,
  });
  const option = chartOption({ model, hidden: new Set(), tokens: tokens.light, format: createFormat('en', 'USD', 'UTC'), nowLabel: '', fontFamily: '' });
  return new Map((option['series'] as Series[]).map((series) => [series.id, series]));
}

/** The edges of a band as the engine draws them: the base, and the fill stacked on it. */
function edges(drawn: Map<string, Series>, id: string): [number, number, number][] {
  const base = drawn.get(`${id}-base`)!;
  const fill = drawn.get(`${id}-fill`)!;
  expect(base.stack).toBe(fill.stack);
  return base.data.flatMap(([time, lower], i) => {
    const [at, height] = fill.data[i]!;
    expect(at).toBe(time);
    return lower === null || height === null ? [] : [[time, lower, lower + height]];
  });
}

const quantiles = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 5, maxLength: 5 })
  .map((values) => values.sort((a, b) => a - b))
  .map(([p025, p10, p50, p90, p975]): QuantileInput => ({ p025: p025!, p10: p10!, p50: p50!, p90: p90!, p975: p975! }));

describe('a band as drawn is the band as measured', () => {
  it('for every bucket of a forecast: P10 to P90, P2.5 to P97.5, and the median between', () => {
    fc.assert(fc.property(fc.array(quantiles, { minLength: 1, maxLength: 30 }), fc.boolean(), (values, hasPast) => {
      const forecast = values.map((value, i) => ({ start: iso(5 + i), value }));
      const drawn = draw({ forecast, rows: hasPast ? [{ bucket: iso(4), group: '', cost: 7 }] : [] });
      const skip = hasPast ? 1 : 0;
      for (const [id, lower, upper] of [['inner', 'p10', 'p90'], ['outer', 'p025', 'p975']] as const) {
        const measured = edges(drawn, id).slice(skip);
        expect(measured.map(([time]) => time)).toEqual(forecast.map((one) => Date.parse(one.start)));
        measured.forEach(([, low, high], i) => {
          expect(low).toBe(values[i]![lower]);
          expect(Math.abs(high - values[i]![upper])).toBeLessThanOrEqual(1e-9 * values[i]![upper]);
        });
      }
      for (const [id, key] of [['b025', 'p025'], ['b10', 'p10'], ['median', 'p50'], ['b90', 'p90'], ['b975', 'p975']] as const) {
        expect(drawn.get(id)!.data.slice(skip).map(([, value]) => value)).toEqual(values.map((value) => value[key]));
      }
    }));
  });

  it('for every hour that the detectors judged, and for no other', () => {
    const band = [1, 2, 4].map((hour) => ({ start: iso(hour), expected: hour * 10, lower: hour, upper: hour * 100.1 }));
    const drawn = draw({ band });
    expect(edges(drawn, 'usual').map(([time]) => time)).toEqual(band.map((one) => Date.parse(one.start)));
    edges(drawn, 'usual').forEach(([, low, high], i) => {
      expect(low).toBe(band[i]!.lower);
      expect(high).toBeCloseTo(band[i]!.upper, 9);
    });
    expect(drawn.get('expected')!.data.filter(([, value]) => value !== null).map(([, value]) => value)).toEqual([10, 20, 40]);
  });

  it('opens from the last full value only where the forecast follows it without a gap', () => {
    const forecast = [{ start: iso(5), value: { p025: 1, p10: 2, p50: 3, p90: 4, p975: 5 } }];
    const past = (hour: number) => edges(draw({ forecast, rows: [{ bucket: iso(hour), group: '', cost: 7 }] }), 'outer');
    expect(past(4)).toEqual([[start + 4 * HOUR, 7, 7], [start + 5 * HOUR, 1, 5]]);
    expect(past(2)).toEqual([[start + 5 * HOUR, 1, 5]]);
  });
});

describe('planned events', () => {
  const plan = (id: string, from: number, to: number) => ({ id, title: `Plan ${id}`, start: iso(from), end: iso(to) });

  it('are areas from their start to their end, cut to the axis, each with its name', () => {
    const areas = draw({ plans: [plan('a', 1, 3), plan('early', -9, 2), plan('late', 4, 99), plan('gone', -9, -8)] }).get('plans')!.markArea!.data;
    expect(areas.map(([left, right]) => [left.name, (left.xAxis - start) / HOUR, (right.xAxis - start) / HOUR])).toEqual([
      ['Plan early', 0, 2], ['Plan a', 1, 3], ['Plan late', 4, 5],
    ]);
  });

  it('have labels that do not cover each other and do not leave the chart', () => {
    const day = (from: number, to: number, title: string) => ({ ...plan(title, from, to), title });
    const model = prepareTimeChart({
      from: start, to: start + 100 * HOUR, grain: 'hour', now: start, rows: [], grouped: false, groupName: (key) => key,
      plans: [day(0, 30, 'x'.repeat(40)), day(10, 12, 'Short'), day(40, 42, 'Next'), day(43, 50, '출시'), day(97, 120, 'At the edge')],
    });
    expect(model.plans.map(({ label, side, lane }) => [label.length, side, lane])).toEqual([
      [28, 'left', 0], [5, 'left', 1], [4, 'left', 0], [2, 'left', 1], [11, 'right', 0],
    ]);
  });

  it('are named at every bucket they overlap', () => {
    const model = prepareTimeChart({
      from: start, to: start + 4 * HOUR, grain: 'hour', now: start, rows: [], grouped: false, groupName: (key) => key, plans: [plan('a', 1.5, 3)],
    });
    expect(model.points.map((point) => point.plans)).toEqual([[], ['Plan a'], ['Plan a'], []]);
  });
});
