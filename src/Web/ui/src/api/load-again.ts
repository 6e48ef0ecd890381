/** Waits before each further try, in milliseconds; together about half a minute, as long as a line usually takes to come back. */
const WAITS = [500, 1_000, 2_000, 4_000, 8_000, 16_000];

/**
 * Loads a part of the application that is fetched when first needed, and tries again while the line is down: a page that is already
 * there must not fall to pieces because one of its parts came late.
 */
export async function loadAgain<T>(load: () => Promise<T>, wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))): Promise<T> {
  for (const ms of WAITS) {
    try {
      return await load();
    } catch {
      await wait(ms);
    }
  }
  return load();
}
