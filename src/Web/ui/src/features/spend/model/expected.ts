const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * What the hours of the UTC day usually cost by now, the present hour by the part that has passed; null where an hour's usual cost is not known.
 * The hour that has just passed is judged some minutes later: until then it counts as its neighbour.
 */
export function expectedSoFar(points: readonly { start: string; expected: number }[], now: number): number | null {
  const byHour = new Map(points.map((point) => [Date.parse(point.start), point.expected]));
  let sum = 0;
  for (let hour = Math.floor(now / DAY) * DAY; hour < now; hour += HOUR) {
    const expected = byHour.get(hour) ?? byHour.get(hour + HOUR) ?? byHour.get(hour - HOUR);
    if (expected === undefined) return null;
    sum += expected * Math.min(1, (now - hour) / HOUR);
  }
  return sum > 0 ? sum : null;
}
