import { describe, expect, it } from 'vitest';
import { toCsv } from './csv';
import { chartTable } from './table';
import { prepareTimeChart } from './time-chart';

const HOUR = 3_600_000;
const start = Date.parse('2026-11-21T00:00:00Z');
const iso = (hours: number) => new Date(start + hours * HOUR).toISOString();
const words = { actual: 'Actual', expected: 'Expected', lower: 'Lower', upper: 'Upper', other: 'Others' };

describe('chartTable', () => {
  it('tells the same figures as the chart', () => {
    const model = prepareTimeChart({
      from: start, to: start + 3 * HOUR, grain: 'hour', now: start + 2.5 * HOUR, grouped: true, groupName: (key) => key,
      rows: [{ bucket: iso(0), group: 'a', cost: 1 }, { bucket: iso(0), group: 'b', cost: 2 }, { bucket: iso(2), group: 'a', cost: 4 }],
      forecast: [{ start: iso(3), value: { p025: 1, p10: 2, p50: 3, p90: 4, p975: 5 } }],
    });
    const table = chartTable(model, words);
    expect(table.columns.map((column) => column.label)).toEqual(['Actual', 'a', 'b', 'P2.5', 'P10', 'P50', 'P90', 'P97.5']);
    expect(table.rows.map((row) => row.cells)).toEqual([
      [3, 1, 2, null, null, null, null, null],
      [4, 4, null, null, null, null, null, null],
      [null, null, null, 1, 2, 3, 4, 5],
    ]);
    for (const row of table.rows) expect(row.cells).toHaveLength(table.columns.length);
  });
});

describe('toCsv', () => {
  it('quotes what needs it and leaves what is missing empty', () => {
    expect(toCsv(['name', 'cost'], [['a,"b"', 1.5], ['c', null]])).toBe('\uFEFFname,cost\r\n"a,""b""",1.5\r\nc,\r\n');
  });

  it('does not hand formulas to a spreadsheet', () => {
    expect(toCsv(['x'], [['=SUM(A1)']])).toContain("'=SUM(A1)");
  });
});
