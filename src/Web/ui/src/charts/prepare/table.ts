import type { TimeChartModel } from './time-chart';

export interface TableColumn {
  key: string;
  label: string;
}

export interface ChartTable {
  columns: TableColumn[];
  /** One per bucket that has something to say; the first cell is the bucket's time. */
  rows: { time: number; cells: (number | null)[]; note: string; planned: string }[];
}

export interface TableWords {
  actual: string;
  expected: string;
  lower: string;
  upper: string;
  other: string;
}

/** The chart as a table: the same model, the same figures. */
export function chartTable(model: TimeChartModel, words: TableWords): ChartTable {
  const columns: TableColumn[] = [{ key: 'actual', label: words.actual }];
  if (model.groups.length > 0) columns.push(...model.groups.map((group) => ({ key: group.key, label: group.name === '' ? words.other : group.name })));
  if (model.hasUsual) {
    columns.push({ key: 'expected', label: words.expected }, { key: 'lower', label: words.lower }, { key: 'upper', label: words.upper });
  }
  if (model.hasForecast) columns.push(...(['P2.5', 'P10', 'P50', 'P90', 'P97.5'] as const).map((key) => ({ key, label: key })));
  const rows = model.points
    .filter((point) => point.actual !== null || point.forecast !== null || point.anomalies.length > 0 || point.plans.length > 0)
    .map((point) => ({
      time: point.time,
      cells: [
        point.actual,
        ...point.parts,
        ...(model.hasUsual ? [point.usual?.expected ?? null, point.usual?.lower ?? null, point.usual?.upper ?? null] : []),
        ...(model.hasForecast
          ? [point.forecast?.p025 ?? null, point.forecast?.p10 ?? null, point.forecast?.p50 ?? null, point.forecast?.p90 ?? null, point.forecast?.p975 ?? null]
          : []),
      ],
      note: point.anomalies.map((anomaly) => anomaly.label).join('; '),
      planned: point.plans.join('; '),
    }));
  return { columns, rows };
}
