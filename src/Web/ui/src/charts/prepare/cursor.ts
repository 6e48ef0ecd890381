/** The point nearest to a time; the points are in order. */
export function nearestPoint(points: readonly { time: number }[], time: number): number {
  let low = 0;
  let high = points.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle]!.time < time) low = middle + 1;
    else high = middle;
  }
  const before = points[low - 1];
  return before !== undefined && Math.abs(before.time - time) < Math.abs(points[low]!.time - time) ? low - 1 : low;
}

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -7, PageDown: 7 };

/** Where a key takes the cursor; null for a key that is not the cursor's. The first key lands on the last point. */
export function moveCursor(index: number | null, count: number, key: string): number | null {
  if (count === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = steps[key];
  if (step === undefined) return null;
  return index === null ? count - 1 : Math.min(count - 1, Math.max(0, index + step));
}
