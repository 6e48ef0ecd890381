/** Hours as milliseconds; a span beyond what a calendar holds is cut there. */
export function hoursAsTime(hours: number): number {
  return Math.min(hours, 24 * 365 * 100) * 3_600_000;
}
