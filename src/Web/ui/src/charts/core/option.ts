import type { Tokens } from '@/theme/tokens';
import type { Format } from '@/format/format';
import type { ChartPoint, SeverityName, TimeChartModel } from '../prepare/time-chart';
import type { EChartsCoreOption } from './register';

export interface OptionInput {
  model: TimeChartModel;
  hidden: ReadonlySet<string>;
  tokens: Tokens;
  format: Format;
  nowLabel: string;
  fontFamily: string;
}

const symbols: Record<SeverityName, string> = { critical: 'diamond', high: 'triangle', medium: 'circle', low: 'circle' };
const sizes: Record<SeverityName, number> = { critical: 17, high: 16, medium: 12, low: 10 };
const lengths = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Turns the model into the engine's words. No decision about data is taken here. */
export function chartOption(input: OptionInput): EChartsCoreOption {
  const { model, tokens: t, format } = input;
  const grouped = model.groups.length > 0;
  const first = model.points[0]?.time ?? 0;
  const last = model.points.at(-1)?.time ?? 0;
  const pad = grouped ? lengths[model.grain] / 2 : 0;
  return {
    animation: false,
    // Days are UTC days, shorter buckets are told in the reader's zone: the ticks fall on the same borders.
    useUTC: model.grain === 'day',
    textStyle: { fontFamily: input.fontFamily, fontSize: 12 },
    grid: { left: 8, right: 12, top: model.marks.length === 0 ? 18 : 26, bottom: 6, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'time',
      min: first - pad,
      max: last + pad,
      axisLine: { show: true, lineStyle: { color: t.border } },
      axisTick: { show: false },
      splitLine: { show: false },
      minInterval: model.grain === 'day' ? lengths.day : undefined,
      axisLabel: {
        color: t.secondary, fontSize: 11, hideOverlap: true, textMargin: [0, 8], margin: 10,
        formatter: (time: number) => format.axis(time, model.grain),
      },
    },
    yAxis: {
      type: 'value', min: 0, max: model.top ?? undefined, splitNumber: 4,
      axisLine: { show: false }, axisTick: { show: false },
      splitLine: { lineStyle: { color: t.grid } },
      axisLabel: { color: t.secondary, fontSize: 11, formatter: (value: number) => format.moneyAxis(value, model.top ?? model.peak) },
    },
    series: [...(grouped ? bars(input) : lines(input)), anomalySeries(input), nowSeries(input), episodeSeries(input), planSeries(input), markSeries(input)],
  };
}

type Pair = [number, number | null];

const pairs = (points: readonly ChartPoint[], pick: (point: ChartPoint) => number | null): Pair[] => points.map((point) => [point.time, pick(point)]);

function lines(input: OptionInput): object[] {
  const { model, tokens: t } = input;
  const line = t.series[0]!;
  const plain = { type: 'line', symbol: 'none', silent: true, connectNulls: false };
  const series: object[] = [];

  if (model.hasUsual) {
    series.push(...band('usual', model.points, (p) => p.usual?.lower ?? null, (p) => p.usual?.upper ?? null, t.expected));
    series.push({ ...plain, id: 'expected', data: pairs(model.points, (p) => p.usual?.expected ?? null), lineStyle: { color: t.secondary, width: 1, type: [3, 3] }, z: 3 });
  }

  if (model.hasForecast) {
    // At the last full value all quantiles are that value.
    const start = model.fanStart;
    const points = model.points.filter((p) => p.forecast !== null || p === start);
    const at = (key: 'p025' | 'p10' | 'p50' | 'p90' | 'p975') => (p: ChartPoint) => (p === start ? p.actual : (p.forecast?.[key] ?? null));
    series.push(...band('outer', points, at('p025'), at('p975'), t.bandOuter));
    series.push(...band('inner', points, at('p10'), at('p90'), t.bandInner));
    for (const [id, key, type] of [['b025', 'p025', [1, 3]], ['b10', 'p10', 'solid'], ['b90', 'p90', 'solid'], ['b975', 'p975', [1, 3]]] as const) {
      series.push({ ...plain, id, data: pairs(points, at(key)), lineStyle: { color: line, width: 1, type, opacity: type === 'solid' ? 0.55 : 0.8 }, z: 4 });
    }
    series.push({ ...plain, id: 'median', data: pairs(points, at('p50')), lineStyle: { color: line, width: 2, type: [5, 4] }, z: 5 });
  }

  const closed = (p: ChartPoint) => (p.isFilling ? null : p.actual);
  series.push({ ...plain, id: 'actual', data: pairs(model.points, closed), lineStyle: { color: line, width: 2 }, z: 6 });
  series.push(dots('lonely', model.points.filter((p, i, all) => closed(p) !== null && closedAt(all, i - 1) === null && closedAt(all, i + 1) === null), line, true));
  series.push(dots('filling', model.points.filter((p) => p.isFilling && p.actual !== null), line, false, t.surface));
  return series;

  function closedAt(all: readonly ChartPoint[], i: number): number | null {
    const p = all[i];
    return p === undefined ? null : closed(p);
  }
}

function dots(id: string, points: readonly ChartPoint[], color: string, filled: boolean, surface?: string): object {
  return {
    id, type: 'scatter', silent: true, symbol: 'circle', symbolSize: filled ? 4 : 8, z: 7,
    data: points.map((p) => [p.time, p.actual]),
    itemStyle: { color: filled ? color : surface, borderColor: color, borderWidth: filled ? 0 : 2, opacity: 1 },
  };
}

/** An invisible base and the difference on top of it; "all" so that a base below zero does not tear them apart. */
function band(id: string, points: readonly ChartPoint[], lower: (p: ChartPoint) => number | null, upper: (p: ChartPoint) => number | null, color: string): object[] {
  const shared = { type: 'line', stack: id, stackStrategy: 'all', symbol: 'none', silent: true, lineStyle: { width: 0, opacity: 0 }, z: 1 };
  return [
    { ...shared, id: `${id}-base`, data: pairs(points, lower) },
    { ...shared, id: `${id}-fill`, areaStyle: { color, opacity: 1 }, data: pairs(points, (p) => difference(upper(p), lower(p))) },
  ];
}

const difference = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b);

function bars({ model, hidden, tokens: t }: OptionInput): object[] {
  return model.groups.map((group, index) => ({
    id: `group-${group.key}`,
    type: 'bar', stack: 'groups', silent: true, barCategoryGap: '25%', barMaxWidth: 28, z: 3,
    itemStyle: { color: t.series[group.color], borderColor: t.surface, borderWidth: model.points.length > 60 ? 0 : 0.5 },
    data: hidden.has(group.key) ? [] : model.points.map((p) => ({ value: [p.time, p.parts[index] ?? null], itemStyle: p.isFilling ? { opacity: 0.55 } : undefined })),
  }));
}

function anomalySeries({ model, tokens: t, hidden }: OptionInput): object {
  const visible = (p: ChartPoint) => (model.groups.length === 0 ? p.actual : p.parts.reduce<number>((sum, part, i) => sum + (hidden.has(model.groups[i]!.key) ? 0 : (part ?? 0)), 0));
  return {
    id: 'anomalies', type: 'scatter', silent: true, z: 9,
    data: model.points.filter((p) => p.anomalies.length > 0).map((p) => {
      const worst = p.anomalies[0]!.severity;
      return {
        value: [p.time, visible(p) ?? 0],
        symbol: symbols[worst],
        symbolSize: sizes[worst],
        itemStyle: { color: t.severity[worst].fg, borderColor: t.surface, borderWidth: 2, opacity: 1 },
        label: { show: p.anomalies.length > 1, formatter: String(p.anomalies.length), position: 'top', distance: 6, color: t.text, fontSize: 11 },
      };
    }),
  };
}

function nowSeries({ model, tokens: t, nowLabel }: OptionInput): object {
  return {
    id: 'now', type: 'scatter', silent: true, data: [],
    markLine: model.now === null || !model.hasForecast ? { data: [] } : {
      silent: true, symbol: 'none', animation: false,
      lineStyle: { color: t.secondary, width: 1, type: [2, 3] },
      label: { formatter: nowLabel, color: t.secondary, fontSize: 11, position: 'end', distance: 4 },
      data: [{ xAxis: model.now }],
    },
  };
}

function markSeries({ model, tokens: t }: OptionInput): object {
  return {
    id: 'marks', type: 'scatter', silent: true, data: [],
    markLine: {
      silent: true, symbol: 'none', animation: false,
      lineStyle: { color: t.text, width: 1, type: [6, 3] },
      label: { color: t.text, backgroundColor: t.raised, borderColor: t.control, borderWidth: 1, borderRadius: 3, padding: [2, 5], fontSize: 11, fontWeight: 600, position: 'end', distance: 3 },
      data: model.marks.map((mark) => ({ xAxis: mark.time, label: { formatter: mark.label } })),
    },
  };
}

const LABEL_HEIGHT = 15;

function planSeries({ model, tokens: t }: OptionInput): object {
  const colour = t.severity.ok;
  return {
    id: 'plans', type: 'scatter', silent: true, data: [], z: 0,
    markArea: {
      silent: true, animation: false,
      data: model.plans.map((plan) => [
        {
          xAxis: plan.from,
          name: plan.label,
          itemStyle: { color: colour.soft, borderColor: colour.fg, borderWidth: 1, borderType: [4, 3], opacity: 0.6 },
          label: { position: plan.side === 'left' ? 'insideTopLeft' : 'insideTopRight', distance: 4, offset: [0, plan.lane * LABEL_HEIGHT], color: colour.fg, fontSize: 11 },
        },
        { xAxis: plan.to },
      ]),
    },
  };
}

function episodeSeries({ model, tokens: t }: OptionInput): object {
  const { episode } = model;
  // Drawn beneath everything, from the middle of the step before to the middle of the step after.
  const half = lengths[model.grain] / 2;
  return {
    id: 'episode', type: 'scatter', silent: true, data: [], z: 0,
    markArea: {
      silent: true, animation: false, itemStyle: { color: t.severity[model.anomalies[0]?.severity ?? 'neutral'].soft },
      data: episode === null ? [] : [[{ xAxis: episode.from - half }, { xAxis: episode.to - half }]],
    },
  };
}
