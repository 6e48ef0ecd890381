import { isoDay } from '@/url/day-range';
import { newScenarioAddress } from '@/url/scenario-state';
import type { AdviceItem } from '../api/types';

const DAY = 86_400_000;
/** The server looks at no more. */
const MOST_DAYS = 92;

/** The whole days of a range that have passed, the newest of them where there are many; without any, yesterday. */
export function adviceWindow(range: { from: string; to: string }, now: number): { from: string; to: string } {
  const today = Math.floor(now / DAY) * DAY;
  const to = Math.min(Date.parse(range.to), today);
  const from = Math.min(Math.max(Date.parse(range.from), to - MOST_DAYS * DAY), to - DAY);
  return { from: isoDay(from), to: isoDay(to) };
}

/** The scenario that tries an advice; null where it cannot be said as one. */
export function scenarioOf(item: Pick<AdviceItem, 'kind' | 'provider' | 'model' | 'toProvider' | 'toModel' | 'cacheHitRate'>, scope: string): string | null {
  if (item.kind === 'model' && item.toProvider !== null && item.toModel !== null) {
    return newScenarioAddress({ scope, moves: [{ fromProvider: item.provider, fromModel: item.model, toProvider: item.toProvider, toModel: item.toModel, share: 1 }] });
  }
  if (item.kind === 'batch') return newScenarioAddress({ scope, batch: 1 });
  return item.kind === 'cache' && item.cacheHitRate !== null ? newScenarioAddress({ scope, cache: Math.round(item.cacheHitRate * 1_000) / 1_000 }) : null;
}

/** Of the advice for one model only one can be followed: what the best of each would save together. */
export function togetherPerMonth(items: readonly Pick<AdviceItem, 'provider' | 'model' | 'savingPerMonth'>[]): number {
  const best = new Map<string, number>();
  for (const { provider, model, savingPerMonth } of items) {
    const key = JSON.stringify([provider, model]);
    best.set(key, Math.max(best.get(key) ?? 0, savingPerMonth));
  }
  return [...best.values()].reduce((sum, saving) => sum + saving, 0);
}
