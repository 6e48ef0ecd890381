import type { Tokens } from '@/theme/tokens';
import type { FanPairModel } from '../prepare/fan-pair';
import type { GroupChartModel } from '../prepare/group-chart';
import type { EChartsCoreOption } from './register';

interface Frame {
  tokens: Tokens;
  fontFamily: string;
  /** A tick of the time axis by its place. */
  tick: (index: number) => string;
  /** A tick of the value axis. */
  value: (value: number) => string;
}

/** One place for each bucket, whatever its length. */
function frame(count: number, peak: number, { tokens: t, fontFamily, tick, value }: Frame, gap: boolean): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily, fontSize: 12 },
    grid: { left: 8, right: 12, top: 18, bottom: 6, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category', data: Array.from({ length: count }, (_, i) => String(i)), boundaryGap: gap,
      axisLine: { show: true, lineStyle: { color: t.border } }, axisTick: { show: false },
      axisLabel: { color: t.secondary, fontSize: 11, hideOverlap: true, margin: 10, formatter: (_: string, index: number) => tick(index) },
    },
    yAxis: {
      type: 'value', min: 0, splitNumber: 4, axisLine: { show: false }, axisTick: { show: false },
      splitLine: { lineStyle: { color: t.grid } },
      axisLabel: { color: t.secondary, fontSize: 11, formatter: value },
      ...(peak === 0 ? { max: 1, axisLabel: { show: false } } : {}),
    },
  };
}

const dashes = ['solid', [6, 3], [2, 3], [8, 3, 2, 3]] as const;

/** Turns a figure by groups into the engine's words. */
export function groupOption(model: GroupChartModel, hidden: ReadonlySet<string>, look: Frame): EChartsCoreOption {
  const { tokens: t } = look;
  const isBars = model.mark === 'bars';
  const shown = (key: string, values: readonly (number | null)[]) => (hidden.has(key) ? [] : values);
  return {
    ...frame(model.times.length, model.peak, look, isBars || model.times.length < 2),
    series: model.series.map((one, i) => isBars ? {
      id: one.key, type: 'bar', stack: 'all', silent: true, barCategoryGap: '25%', barMaxWidth: 48, z: 3,
      itemStyle: { color: t.series[one.color], borderColor: t.surface, borderWidth: model.times.length > 60 ? 0 : 0.5 },
      data: shown(one.key, one.values).map((value, at) => ({ value, itemStyle: at === model.filling ? { opacity: 0.55 } : undefined })),
    } : {
      id: one.key, type: 'line', silent: true, symbol: model.times.length < 2 ? 'circle' : 'none', symbolSize: 7, connectNulls: false, z: 3,
      itemStyle: { color: t.series[one.color] },
      // Colours alone would not tell many lines apart.
      lineStyle: { color: t.series[one.color], width: 2, type: dashes[Math.floor(i / 3) % dashes.length] },
      data: shown(one.key, one.values),
    }),
  };
}

/** Turns two forecasts into the engine's words: what is foretold grey, what would be in colour. */
export function fanPairOption(model: FanPairModel, hidden: ReadonlySet<string>, startLabel: string, look: Frame): EChartsCoreOption {
  const { tokens: t } = look;
  const fan = (key: 'before' | 'after', fill: string, line: string, type: string | number[], z: number): object[] => {
    if (hidden.has(key)) return [];
    const points = model.points.map((point) => point[key]);
    const plain = { type: 'line', symbol: 'none', silent: true };
    const band = { ...plain, stack: key, stackStrategy: 'all', lineStyle: { width: 0, opacity: 0 }, z };
    return [
      { ...band, id: `${key}-base`, data: points.map((point) => point.p10) },
      { ...band, id: `${key}-fill`, areaStyle: { color: fill, opacity: 0.75 }, data: points.map((point) => point.p90 - point.p10) },
      { ...plain, id: `${key}-low`, data: points.map((point) => point.p10), lineStyle: { color: line, width: 1, opacity: 0.55 }, z: z + 2 },
      { ...plain, id: `${key}-high`, data: points.map((point) => point.p90), lineStyle: { color: line, width: 1, opacity: 0.55 }, z: z + 2 },
      { ...plain, id: `${key}-median`, data: points.map((point) => point.p50), lineStyle: { color: line, width: 2, type }, z: z + 3 },
    ];
  };
  return {
    ...frame(model.times.length, model.peak, look, false),
    series: [
      ...fan('before', t.expected, t.secondary, [5, 4], 1),
      ...fan('after', t.bandInner, t.series[0]!, 'solid', 2),
      {
        id: 'start', type: 'line', silent: true, data: [],
        markLine: {
          silent: true, symbol: 'none', animation: false, lineStyle: { color: t.secondary, width: 1, type: [2, 3] },
          label: { formatter: startLabel, color: t.secondary, fontSize: 11, position: 'end', distance: 4 },
          data: model.start === null ? [] : [{ xAxis: model.start }],
        },
      },
    ],
  };
}
