import { isoDay } from '@/url/day-range';
import { BASE_DAYS, HORIZON_DAYS, type ScenarioState } from '@/url/scenario-state';
import type { Scenario, ScenarioDrivers, ScenarioRequest } from '../api/types';

const DAY = 86_400_000;

export const scenarioAddress = (id: string) => `/scenarios/${encodeURIComponent(id)}`;

/** How a saved scenario stands in the address. A start that has passed is today. */
export function stateOf(scenario: Pick<Scenario, 'scope' | 'start' | 'baselineDays' | 'horizonDays' | 'drivers'>, today: string): ScenarioState {
  const { drivers } = scenario;
  const all = (drivers.prices ?? []).find((price) => isAll(price.provider) && isAll(price.model));
  return {
    scope: scenario.scope,
    start: scenario.start > today ? scenario.start : null,
    base: scenario.baselineDays,
    horizon: scenario.horizonDays,
    users: drivers.users ?? 1,
    perUser: drivers.requestsPerUser ?? 1,
    input: drivers.inputTokensPerRequest ?? 1,
    output: drivers.outputTokensPerRequest ?? 1,
    cache: drivers.cacheHitRate,
    batch: drivers.batchShare,
    gpuRate: drivers.gpuRate ?? 1,
    gpuHours: drivers.gpuHours ?? 1,
    price: all?.factor ?? 1,
    prices: (drivers.prices ?? []).filter((price) => price !== all).map(({ provider, model, factor }) => ({ provider: provider ?? '*', model: model ?? '*', factor: factor ?? 1 })),
    moves: (drivers.moves ?? []).map((move) => ({
      fromProvider: move.fromProvider ?? '*', fromModel: move.fromModel ?? '*', toProvider: move.toProvider ?? '', toModel: move.toModel ?? '', share: move.share ?? 1,
    })),
    edited: false,
  };
}

const isAll = (name: string | null) => name === null || name === '*';

/** The changes as the server takes them: of several prices that fit a model the first holds, so the one for all comes last. */
export function driversOf(state: ScenarioState): ScenarioDrivers {
  return {
    users: state.users, requestsPerUser: state.perUser, inputTokensPerRequest: state.input, outputTokensPerRequest: state.output,
    cacheHitRate: state.cache, batchShare: state.batch, gpuRate: state.gpuRate, gpuHours: state.gpuHours,
    moves: state.moves.filter((move) => move.fromProvider !== move.toProvider || move.fromModel !== move.toModel),
    prices: [...state.prices, ...(state.price === 1 ? [] : [{ provider: '*', model: '*', factor: state.price }])],
  };
}

export function requestOf(state: ScenarioState, scope: string, today: string, kept: { name: string; note: string } | null = null): ScenarioRequest {
  return {
    name: kept?.name ?? null, note: kept?.note ?? null, scope,
    start: startWithin(state, today),
    baselineDays: state.base, horizonDays: state.horizon, drivers: driversOf(state),
  };
}

/** Null for today; what lies beyond the days ahead begins on the last of them. */
function startWithin({ start, horizon }: ScenarioState, today: string): string | null {
  if (start === null || start <= today) return null;
  const last = isoDay(Date.parse(today) + (horizon - 1) * DAY);
  return last <= today ? null : start > last ? last : start;
}

export const unchanged: Omit<ScenarioState, 'scope' | 'edited'> = {
  start: null, base: BASE_DAYS, horizon: HORIZON_DAYS, users: 1, perUser: 1, input: 1, output: 1, cache: null, batch: null, gpuRate: 1, gpuHours: 1, price: 1, prices: [], moves: [],
};

const drivers = ['users', 'perUser', 'input', 'output', 'cache', 'batch', 'gpuRate', 'gpuHours', 'price'] as const;

/** Whether nothing is changed at all; which days are looked at is no change. */
export function changesNothing(state: ScenarioState): boolean {
  return drivers.every((key) => state[key] === unchanged[key]) && state.moves.length === 0 && state.prices.length === 0;
}
