import { waterfallOf, type Waterfall } from '@/ui/waterfall';
import type { ScenarioResult } from '../api/types';

/** From what the traffic cost, change by change, to what it would cost; a part is the driver that changes. */
export function effectBars({ replayed, effects }: Pick<ScenarioResult, 'replayed' | 'effects'>): Waterfall<string> {
  return waterfallOf(replayed.costBefore, effects.map(({ driver, amount }) => ({ part: driver, amount })), replayed.costAfter);
}

export interface UnitFigure {
  key: 'costPerRequest' | 'costPerMillion' | 'requests' | 'tokens' | 'cacheHitRate' | 'batchShare';
  form: 'money' | 'count' | 'share';
  before: number | null;
  after: number | null;
}

const per = (amount: number, units: number, of = 1) => (units > 0 ? (amount / units) * of : null);

/** What a unit of the replayed traffic costs, before and after. */
export function unitFigures({ replayed }: Pick<ScenarioResult, 'replayed'>): UnitFigure[] {
  const { costBefore, costAfter, usageBefore, usageAfter } = replayed;
  const tokens = (usage: typeof usageBefore) => usage.inputTokens + usage.cachedTokens + usage.outputTokens;
  return [
    { key: 'costPerRequest', form: 'money', before: per(costBefore, usageBefore.requests), after: per(costAfter, usageAfter.requests) },
    { key: 'costPerMillion', form: 'money', before: per(costBefore, tokens(usageBefore), 1e6), after: per(costAfter, tokens(usageAfter), 1e6) },
    { key: 'cacheHitRate', form: 'share', before: replayed.cacheHitRateBefore, after: replayed.cacheHitRateAfter },
    { key: 'batchShare', form: 'share', before: replayed.batchShareBefore, after: replayed.batchShareAfter },
    { key: 'requests', form: 'count', before: usageBefore.requests, after: usageAfter.requests },
    { key: 'tokens', form: 'count', before: tokens(usageBefore), after: tokens(usageAfter) },
  ];
}

const MONTH = 30;

/**
 * What a month of the scenario costs: 30 days at the average of the days on which the changes hold. The cautious amount is wider by as much as
 * the whole horizon's upper end is above its middle. Without a forecast the replayed traffic is scaled.
 */
export function monthOf(result: Pick<ScenarioResult, 'days' | 'horizon' | 'replayed' | 'baselineFrom' | 'baselineTo'>, start: string | null): { p50: number; p90: number | null } {
  // Today is half over: its rest would make the average too low.
  const whole = result.days.slice(1);
  const held = start === null ? whole : whole.filter(({ day }) => day >= start);
  if (held.length === 0 || result.horizon === null) {
    const days = Math.max(1, (Date.parse(result.baselineTo) - Date.parse(result.baselineFrom)) / 86_400_000);
    return { p50: (result.replayed.costAfter / days) * MONTH, p90: null };
  }
  const p50 = (held.reduce((sum, { scenario }) => sum + scenario.p50, 0) / held.length) * MONTH;
  const { scenario } = result.horizon;
  return { p50, p90: scenario.p50 > 0 ? p50 * (scenario.p90 / scenario.p50) : null };
}

/** An amount as people set budgets: three leading digits, rounded up. */
export function roundUp(amount: number): number {
  if (amount <= 0) return 0;
  const step = 10 ** Math.max(-2, Math.floor(Math.log10(amount)) - 2);
  return Number((Math.ceil(amount / step - 1e-9) * step).toFixed(2));
}
