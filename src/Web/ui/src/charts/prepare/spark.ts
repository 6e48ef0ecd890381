export interface SparkShape {
  line: string;
  /** The step to the still-filling last value. */
  tail: string;
  area: string;
}

/** Paths of a sparkline with a zero baseline. A null breaks the line; a value between two nulls is a short dash. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number, open: boolean): SparkShape {
  const top = Math.max(...values.map((value) => value ?? 0), 0);
  const x = (i: number) => round(values.length < 2 ? width / 2 : (i / (values.length - 1)) * width);
  const y = (value: number) => round(top === 0 ? height - 1 : height - 1 - (value / top) * (height - 2));
  const closed = open ? values.slice(0, -1) : values;
  const runs: [number, number][][] = [];
  closed.forEach((value, i) => {
    if (value === null) return;
    if (i === 0 || closed[i - 1] === null) runs.push([]);
    runs.at(-1)!.push([x(i), y(value)]);
  });
  const line = runs
    .map((run) => (run.length === 1 ? `M${run[0]![0] - 1},${run[0]![1]}h2` : `M${run.map((point) => point.join(',')).join('L')}`))
    .join('');
  const area = runs
    .filter((run) => run.length > 1)
    .map((run) => `M${run[0]![0]},${height}L${run.map((point) => point.join(',')).join('L')}L${run.at(-1)![0]},${height}Z`)
    .join('');
  const last = values.at(-1) ?? null;
  const before = values.at(-2) ?? null;
  const tail = open && last !== null && before !== null ? `M${x(values.length - 2)},${y(before)}L${x(values.length - 1)},${y(last)}` : '';
  return { line, tail, area };
}

const round = (value: number) => Math.round(value * 100) / 100;
