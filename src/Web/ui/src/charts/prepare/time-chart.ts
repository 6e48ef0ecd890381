import { freeColor, OTHER_COLOR } from './series-color';

/** What a cost chart shows, decided before anything is drawn. The table and the CSV are made from the same model. */
export type SeverityName = 'critical' | 'high' | 'medium' | 'low';
export type Grain = 'minute' | 'hour' | 'day';

export interface QuantileInput {
  p025: number;
  p10: number;
  p50: number;
  p90: number;
  p975: number;
}

export interface AnomalyInput {
  id: string;
  severity: SeverityName;
  start: string;
  end: string;
  label: string;
}

/** An event that people planned. */
export interface PlanInput {
  id: string;
  title: string;
  start: string;
  end: string;
}

/** Something that happened at a time, numbered as in the list beside the chart. */
export interface MarkInput {
  number: number;
  time: number;
  title: string;
}

export interface TimeChartInput {
  from: number;
  to: number;
  grain: Grain;
  now: number;
  rows: readonly { bucket: string; group: string; cost: number }[];
  grouped: boolean;
  /** Names a group; the chart knows nothing of scopes. */
  groupName: (group: string) => string;
  forecast?: readonly { start: string; value: QuantileInput }[];
  band?: readonly { start: string; expected: number; lower: number; upper: number }[];
  anomalies?: readonly AnomalyInput[];
  plans?: readonly PlanInput[];
  /** Live total of the bucket that holds now, where it is known better than from the rows. */
  current?: number | null;
  /** A stretch of time to set apart from the rest. */
  episode?: { from: number; to: number };
  marks?: readonly MarkInput[];
}

export interface ChartPoint {
  time: number;
  /** Null where no record exists: missing is not zero. */
  actual: number | null;
  /** True for the bucket that is still filling. */
  isFilling: boolean;
  /** By group, in the order of the model's groups. */
  parts: (number | null)[];
  forecast: QuantileInput | null;
  usual: { expected: number; lower: number; upper: number } | null;
  anomalies: AnomalyInput[];
  /** Titles of the planned events that overlap the bucket, by start. */
  plans: string[];
  /** What happened in the bucket, by time. */
  marks: MarkInput[];
}

/** Where a mark is drawn; those too near to be told apart are one. */
export interface ChartMark {
  time: number;
  /** The numbers, comma between. */
  label: string;
}

/** A planned event as it is drawn: the part of it that the time axis shows. */
export interface ChartPlan {
  id: string;
  /** The title, shortened. */
  label: string;
  from: number;
  to: number;
  /** The end of the area at which the label stands: near the right edge it would run out of the chart. */
  side: 'left' | 'right';
  /** Row of the label, so that labels do not cover each other. */
  lane: number;
}

export interface ChartGroup {
  key: string;
  name: string;
  total: number;
  /** Place among the series colours; from the name, so that a group keeps its colour when the order changes. */
  color: number;
}

export interface TimeChartModel {
  grain: Grain;
  points: ChartPoint[];
  groups: ChartGroup[];
  /** All groups that exist, shown by name or not. */
  groupCount: number;
  hasForecast: boolean;
  /** The last full value, where the fan opens when the forecast follows it without a gap; the fan is what was measured from the first forecast bucket on. */
  fanStart: ChartPoint | null;
  hasUsual: boolean;
  anomalies: AnomalyInput[];
  plans: ChartPlan[];
  marks: ChartMark[];
  total: number;
  isEmpty: boolean;
  now: number | null;
  episode: { from: number; to: number } | null;
  /** The highest value that is drawn. */
  peak: number;
  /** Upper end of the value axis; null leaves it to the data. */
  top: number | null;
}

export const OTHER = '\u0000other';
const MAX_GROUPS = 7;
const lengths: Record<Grain, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const order: SeverityName[] = ['low', 'medium', 'high', 'critical'];

export function prepareTimeChart(input: TimeChartInput): TimeChartModel {
  const length = lengths[input.grain];
  const groups = input.grouped ? prepareGroups(input) : [];
  const groupIndex = new Map(groups.map((group, i) => [group.key, i]));
  const otherIndex = groupIndex.get(OTHER);
  const points = new Map<number, ChartPoint>();
  const point = (time: number): ChartPoint => {
    let found = points.get(time);
    if (found === undefined) {
      found = {
        time,
        actual: null,
        isFilling: time <= input.now && input.now < time + length,
        parts: groups.map(() => null),
        forecast: null,
        usual: null,
        anomalies: [],
        plans: [],
        marks: [],
      };
      points.set(time, found);
    }
    return found;
  };

  for (let time = input.from; time < input.to; time += length) point(time);
  let total = 0;
  for (const row of input.rows) {
    const at = points.get(floor(Date.parse(row.bucket), length));
    if (at === undefined) continue;
    total += row.cost;
    at.actual = (at.actual ?? 0) + row.cost;
    const index = groupIndex.get(row.group) ?? otherIndex;
    if (index !== undefined) at.parts[index] = (at.parts[index] ?? 0) + row.cost;
  }

  const filling = [...points.values()].find((one) => one.isFilling);
  if (filling !== undefined && !input.grouped && input.current !== undefined && input.current !== null && input.current > (filling.actual ?? 0)) {
    total += input.current - (filling.actual ?? 0);
    filling.actual = input.current;
  }

  for (const step of input.forecast ?? []) {
    const time = floor(Date.parse(step.start), length);
    if (time + length > input.now) point(time).forecast = step.value;
  }
  for (const step of input.band ?? []) {
    const at = points.get(floor(Date.parse(step.start), length));
    if (at !== undefined) at.usual = { expected: step.expected, lower: step.lower, upper: step.upper };
  }

  const shown = markAnomalies(input.anomalies ?? [], points, length, input.from, input.to);
  const sorted = [...points.values()].sort((a, b) => a.time - b.time);
  const plans = placePlans(input.plans ?? [], sorted, length);
  return {
    grain: input.grain,
    points: sorted,
    groups,
    groupCount: input.grouped ? new Set(input.rows.map((row) => row.group)).size : 0,
    hasForecast: sorted.some((one) => one.forecast !== null),
    fanStart: fanStart(sorted, length),
    hasUsual: sorted.some((one) => one.usual !== null),
    anomalies: shown,
    plans,
    marks: placeMarks(input.marks ?? [], sorted, length),
    total,
    isEmpty: sorted.every((one) => one.actual === null),
    now: input.now >= input.from && input.now < (sorted.at(-1)?.time ?? 0) + length ? input.now : null,
    episode: input.episode ?? null,
    peak: Math.max(0, ...sorted.map((one) => Math.max(one.actual ?? 0, one.forecast?.p975 ?? 0, one.usual?.upper ?? 0))),
    top: axisTop(sorted),
  };
}

/** The largest groups by name, the rest as one; ties by name, so that the same data gives the same chart. */
function prepareGroups(input: TimeChartInput): ChartGroup[] {
  const totals = new Map<string, number>();
  for (const row of input.rows) totals.set(row.group, (totals.get(row.group) ?? 0) + row.cost);
  const sorted = [...totals].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const named = sorted.length > MAX_GROUPS + 1 ? sorted.slice(0, MAX_GROUPS) : sorted;
  const taken = new Set<number>();
  const result = named.map(([key, total]): ChartGroup => ({ key, name: input.groupName(key), total, color: freeColor(key, taken) }));
  const rest = sorted.slice(named.length);
  if (rest.length > 0) result.push({ key: OTHER, name: '', total: rest.reduce((sum, [, value]) => sum + value, 0), color: OTHER_COLOR });
  return result;
}

/** An anomaly is marked on the highest bucket it covers, the first one on a tie. */
function markAnomalies(
  anomalies: readonly AnomalyInput[], points: ReadonlyMap<number, ChartPoint>, length: number, from: number, to: number,
): AnomalyInput[] {
  const shown: AnomalyInput[] = [];
  for (const anomaly of anomalies) {
    const start = floor(Date.parse(anomaly.start), length);
    const end = Math.max(Date.parse(anomaly.end), start + 1);
    let best: ChartPoint | undefined;
    for (let time = Math.max(start, from); time < Math.min(end, to); time += length) {
      const at = points.get(time);
      if (at !== undefined && at.actual !== null && (best === undefined || at.actual > best.actual!)) best = at;
    }
    best ??= points.get(start);
    if (best === undefined) continue;
    best.anomalies.push(anomaly);
    shown.push(anomaly);
  }
  for (const at of points.values()) at.anomalies.sort((a, b) => order.indexOf(b.severity) - order.indexOf(a.severity));
  return shown;
}

/** Cuts events to the axis, which ends with the last bucket's start, and names them at the buckets they overlap. */
function placePlans(plans: readonly PlanInput[], points: readonly ChartPoint[], length: number): ChartPlan[] {
  if (points.length === 0) return [];
  const first = points[0]!.time;
  const last = points.at(-1)!.time;
  const laneEnds: number[] = [];
  const placed: ChartPlan[] = [];
  for (const plan of plans.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start))) {
    const start = Date.parse(plan.start);
    const end = Date.parse(plan.end);
    for (const point of points) {
      if (point.time < end && point.time + length > start) point.plans.push(plan.title);
    }
    const from = Math.max(start, first);
    const to = Math.min(end, last);
    if (from >= to) continue;
    const label = plan.title.length > LABEL_LENGTH ? `${plan.title.slice(0, LABEL_LENGTH - 1)}…` : plan.title;
    const width = labelShare(label) * (last - first);
    const side = from + width > last ? 'right' : 'left';
    const labelFrom = side === 'left' ? from : to - width;
    const free = laneEnds.findIndex((laneEnd) => laneEnd <= labelFrom);
    const lane = free < 0 ? laneEnds.length : free;
    laneEnds[lane] = side === 'left' ? from + width : to;
    placed.push({ id: plan.id, label, from, to, side, lane });
  }
  return placed;
}

/** Cuts marks to the axis and names them at their buckets; the axis ends with the last bucket's start. */
function placeMarks(marks: readonly MarkInput[], points: readonly ChartPoint[], length: number): ChartMark[] {
  if (points.length === 0) return [];
  const first = points[0]!.time;
  const last = points.at(-1)!.time;
  const placed: { time: number; end: number; numbers: number[] }[] = [];
  for (const mark of marks.toSorted((a, b) => a.time - b.time || a.number - b.number)) {
    points.find((point) => point.time <= mark.time && mark.time < point.time + length)?.marks.push(mark);
    if (mark.time < first || mark.time > last) continue;
    const before = placed.at(-1);
    const width = MARK_SHARE * (last - first);
    if (before !== undefined && mark.time - before.end < width) {
      before.numbers.push(mark.number);
      before.end = mark.time;
    } else {
      placed.push({ time: mark.time, end: mark.time, numbers: [mark.number] });
    }
  }
  return placed.map(({ time, numbers }) => ({ time, label: numbers.toSorted((a, b) => a - b).join(', ') }));
}

/** Share of the axis that a mark's number needs for itself. */
const MARK_SHARE = 0.025;

const LABEL_LENGTH = 28;
/** Share of the axis that a narrow character takes at the usual width of a chart; Korean ones are twice as wide. */
const CHARACTER = 0.01;

const labelShare = (label: string) => [...label].reduce((sum, char) => sum + (char.codePointAt(0)! >= 0x1100 ? 2 : 1), 0) * CHARACTER;

function fanStart(points: readonly ChartPoint[], length: number): ChartPoint | null {
  const first = points.find((point) => point.forecast !== null);
  const start = points.findLast((point) => point.actual !== null && !point.isFilling);
  return first !== undefined && start !== undefined && start.time === first.time - length ? start : null;
}

/** A very wide band would press the line of what was really spent to the ground: it may run off the top instead. */
function axisTop(points: readonly ChartPoint[]): number | null {
  let line = 0;
  let band = 0;
  for (const { actual, forecast, usual } of points) {
    line = Math.max(line, actual ?? 0, forecast?.p50 ?? 0, usual?.expected ?? 0);
    band = Math.max(band, forecast?.p975 ?? 0, usual?.upper ?? 0);
  }
  return line > 0 && band > line * 2.5 ? niceAbove(line * 2.5) : null;
}

/** The next 1, 2, 2.5 or 5 times a power of ten. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= value)!;
}

export function floor(time: number, length: number): number {
  return Math.floor(time / length) * length;
}

/** The last bucket with a full value. */
export function lastClosed(model: TimeChartModel): ChartPoint | undefined {
  return model.points.findLast((point) => point.actual !== null && !point.isFilling);
}
