import type { CostStatus, Drift } from '@/api/types';
import { choice, type Fields } from '@/url/search-state';

export const driftRanges = ['7', '30', '90'] as const;

export const driftFields: Fields<{ days: (typeof driftRanges)[number] }> = { days: choice(driftRanges, '30') };

const DAY = 86_400_000;

/** The last days with today, as the server takes them: the end not included. */
export function dayRange(days: number, now: number): { from: string; to: string } {
  const end = Math.floor(now / DAY) * DAY + DAY;
  return { from: new Date(end - days * DAY).toISOString(), to: new Date(end).toISOString() };
}

/** One model of one source over all days. */
export interface DriftRow {
  key: string;
  source: string;
  provider: string;
  model: string;
  estimated: number;
  billed: number;
  drift: number;
  ratio: number | null;
  unusual: number;
  /** The least sure of its days. */
  status: CostStatus;
  /** Oldest first. */
  days: Drift[];
}

const sureness: Record<CostStatus, number> = { estimated: 0, confirmed: 1, invoiced: 2 };

/** By source and model, the largest drift first. */
export function driftRows(items: readonly Drift[]): DriftRow[] {
  const groups = new Map<string, Drift[]>();
  for (const item of items) {
    const key = JSON.stringify([item.source, item.provider, item.model]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups]
    .map(([key, days]): DriftRow => {
      const { source, provider, model } = days[0]!;
      const sum = (pick: (item: Drift) => number) => days.reduce((total, item) => total + pick(item), 0);
      const estimated = sum((item) => item.estimated);
      const billed = sum((item) => item.billed);
      return {
        key, source, provider, model, estimated, billed, drift: sum((item) => item.drift),
        ratio: estimated === 0 ? null : billed / estimated,
        unusual: days.filter((item) => item.isUnusual).length,
        status: days.map((item) => item.status).reduce((a, b) => (sureness[b] < sureness[a] ? b : a)),
        days: days.toSorted((a, b) => (a.day < b.day ? -1 : 1)),
      };
    })
    .toSorted((a, b) => Math.abs(b.drift) - Math.abs(a.drift) || (a.key < b.key ? -1 : 1));
}

export interface RatioShape {
  /** The ratio, day by day; a day without one is a gap. */
  line: string;
  /** The normal range, where it is known. */
  band: string;
  /** The height of the ratio 1: estimate and bill agree. */
  one: number;
  marks: { x: number; y: number; isUnusual: boolean }[];
}

/** Ratios in a box: the scale holds 1, every ratio and every range. */
export function ratioShape(days: readonly Pick<Drift, 'ratio' | 'normal' | 'isUnusual'>[], width: number, height: number): RatioShape {
  const values = days.flatMap(({ ratio, normal }) => [...(ratio === null ? [] : [ratio]), ...(normal === null ? [] : [normal.lower, normal.upper])]);
  // At least a tenth to both sides of 1, so that a drift of a thousandth does not look like a catastrophe.
  const low = Math.min(0.9, ...values);
  const high = Math.max(1.1, ...values);
  const pad = 3;
  const x = (i: number) => round(days.length < 2 ? width / 2 : pad + (i / (days.length - 1)) * (width - 2 * pad));
  const y = (value: number) => round(height - pad - ((value - low) / (high - low)) * (height - 2 * pad));
  let line = '';
  let isOpen = false;
  days.forEach(({ ratio }, i) => {
    if (ratio !== null) line += `${isOpen ? 'L' : 'M'}${x(i)},${y(ratio)}`;
    isOpen = ratio !== null;
  });
  const step = days.length < 2 ? width - 2 * pad : (width - 2 * pad) / (days.length - 1);
  const band = days.map(({ normal }, i) => {
    if (normal === null) return '';
    const [left, right] = [round(Math.max(0, x(i) - step / 2)), round(Math.min(width, x(i) + step / 2))];
    return `M${left},${y(normal.upper)}H${right}V${y(normal.lower)}H${left}Z`;
  }).join('');
  const marks = days.flatMap(({ ratio, isUnusual }, i) => (ratio === null ? [] : [{ x: x(i), y: y(ratio), isUnusual }]));
  return { line, band, one: y(1), marks };
}

const round = (value: number) => Math.round(value * 100) / 100;
