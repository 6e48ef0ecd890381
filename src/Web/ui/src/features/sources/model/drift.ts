import type { CostStatus, Drift } from '@/api/types';
import { choice, type Fields } from '@/url/search-state';

export const driftRanges = ['7', '30', '90'] as const;

export const driftFields: Fields<{ days: (typeof driftRanges)[number] }> = { days: choice(driftRanges, '30') };

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
  /** What was billed, by how sure it is; a credit counts by its size. */
  sureness: Record<CostStatus, number> & { total: number };
  /** Oldest first. */
  days: Drift[];
}

const size = ({ billed }: Drift) => Math.abs(billed);

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
        sureness: {
          total: sum(size), estimated: sum((item) => (item.status === 'estimated' ? size(item) : 0)),
          confirmed: sum((item) => (item.status === 'confirmed' ? size(item) : 0)), invoiced: sum((item) => (item.status === 'invoiced' ? size(item) : 0)),
        },
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

/** Ratios in a box: the scale holds 1, every range and every usual ratio; an unusual one beyond it stands at the edge. */
export function ratioShape(days: readonly Pick<Drift, 'ratio' | 'normal' | 'isUnusual'>[], width: number, height: number): RatioShape {
  const values = days.flatMap(({ ratio, normal, isUnusual }) => [...(ratio === null || isUnusual ? [] : [ratio]), ...(normal === null ? [] : [normal.lower, normal.upper])]);
  // At least a twentieth to both sides of 1, so that a drift of a thousandth does not look like a catastrophe.
  const low = Math.min(0.95, ...values);
  const high = Math.max(1.05, ...values);
  const pad = 4;
  const x = (i: number) => round(days.length < 2 ? width / 2 : pad + (i / (days.length - 1)) * (width - 2 * pad));
  const y = (value: number) => round(height - pad - ((Math.min(high, Math.max(low, value)) - low) / (high - low)) * (height - 2 * pad));
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
