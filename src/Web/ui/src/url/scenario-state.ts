import { scopeNames } from './scope-path';
import { day, flag, type Field, type Fields } from './search-state';

/** A part of one model's traffic that goes to another; `*` for all others. */
export interface Move {
  fromProvider: string;
  fromModel: string;
  toProvider: string;
  toModel: string;
  share: number;
}

/** One model's price, multiplied. */
export interface ModelPrice {
  provider: string;
  model: string;
  factor: number;
}

/** A scenario as it stands in the address: what is left out stays as it is. */
export interface ScenarioState {
  scope: string | null;
  /** Null for today. */
  start: string | null;
  base: number;
  horizon: number;
  users: number;
  perUser: number;
  input: number;
  output: number;
  /** Null as the traffic has it. */
  cache: number | null;
  batch: number | null;
  gpuRate: number;
  gpuHours: number;
  /** Of all models that have none of their own. */
  price: number;
  prices: readonly ModelPrice[];
  moves: readonly Move[];
  /** Whether the address, not what was saved, says how a saved scenario stands. */
  edited: boolean;
}

export const MAX_FACTOR = 100;
export const MAX_ROWS = 10;
export const BASE_DAYS = 28;
export const HORIZON_DAYS = 90;

const round = (value: number) => Math.round(value * 1e6) / 1e6;
const inside = (value: number, low: number, high: number) => Number.isFinite(value) && value >= low && value <= high;
const isNumber = (text: string | null): text is string => text !== null && /^\d+(\.\d+)?$/.test(text);

const factor: Field<number> = {
  read: (text) => (isNumber(text) && inside(Number(text), 0, MAX_FACTOR) ? round(Number(text)) : 1),
  write: (value) => (value === 1 ? null : String(round(value))),
};

const share: Field<number | null> = {
  read: (text) => (isNumber(text) && inside(Number(text), 0, 1) ? round(Number(text)) : null),
  write: (value) => (value === null ? null : String(round(value))),
};

const days = (low: number, usual: number): Field<number> => ({
  read: (text) => (text !== null && /^\d+$/.test(text) && inside(Number(text), low, 90) ? Number(text) : usual),
  write: (value) => (value === usual ? null : String(value)),
});

const words = (texts: readonly string[]) => texts.map(encodeURIComponent).join(':');

/** The parts of `a:b:c`; null when there are others, or when one cannot be read. */
function parts(text: string, count: number): string[] | null {
  try {
    const found = text.split(':').map(decodeURIComponent);
    return found.length === count ? found : null;
  } catch {
    return null;
  }
}

const list = (text: string | null) => (text === null || text === '' ? [] : text.split(','));

/** `openai:gpt-5.5:openai:gpt-5.4-mini:0.5` */
const moves: Field<readonly Move[]> = {
  read: (text) => list(text).flatMap((one): Move[] => {
    const [fromProvider, fromModel, toProvider, toModel, size] = parts(one, 5) ?? [];
    return fromProvider && fromModel && toProvider && toModel && isNumber(size ?? null) && Number(size) > 0 && Number(size) <= 1
      ? [{ fromProvider, fromModel, toProvider, toModel, share: round(Number(size)) }]
      : [];
  }).slice(0, MAX_ROWS),
  write: (value) => (value.length === 0 ? null : value.map((move) => words([move.fromProvider, move.fromModel, move.toProvider, move.toModel, String(round(move.share))])).join(',')),
};

/** `openai:gpt-5.5:0.9` */
const prices: Field<readonly ModelPrice[]> = {
  read: (text) => list(text).flatMap((one): ModelPrice[] => {
    const [provider, model, size] = parts(one, 3) ?? [];
    return provider && model && isNumber(size ?? null) && inside(Number(size), 0, MAX_FACTOR) ? [{ provider, model, factor: round(Number(size)) }] : [];
  }).slice(0, MAX_ROWS - 1),
  write: (value) => (value.length === 0 ? null : value.map((price) => words([price.provider, price.model, String(round(price.factor))])).join(',')),
};

export const scenarioFields: Fields<ScenarioState> = {
  scope: { read: (text) => (text !== null && scopeNames(text) !== null ? text : null), write: (value) => value },
  start: day,
  base: days(7, BASE_DAYS),
  horizon: days(1, HORIZON_DAYS),
  users: factor, perUser: factor, input: factor, output: factor, cache: share, batch: share, gpuRate: factor, gpuHours: factor, price: factor, prices, moves,
  edited: flag,
};

/** Where a new scenario begins with some changes made. */
export function newScenarioAddress(patch: Partial<ScenarioState>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(patch)) {
    const written = (scenarioFields[name as keyof ScenarioState] as Field<unknown>).write(value);
    if (written !== null) search.set(name, written);
  }
  const text = search.toString();
  return text === '' ? '/scenarios/new' : `/scenarios/new?${text}`;
}
