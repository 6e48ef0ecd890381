import { expect, it } from 'vitest';
import { prepareFanPair } from './fan-pair';

const at = (day: string, p90: number) => ({ day, before: { p10: 1, p50: 2, p90: 3 }, after: { p10: 1, p50: 2, p90 } });

it('marks where the changes begin, unless they hold from the first day on', () => {
  const points = [at('2026-03-14', 3), at('2026-03-15', 9)];
  expect(prepareFanPair(points, '2026-03-15')).toMatchObject({ start: 1, peak: 9, isEmpty: false });
  expect(prepareFanPair(points, '2026-03-01').start).toBeNull();
  expect(prepareFanPair([], '2026-03-01')).toMatchObject({ isEmpty: true, peak: 0 });
});
