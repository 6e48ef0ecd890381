import { describe, expect, it } from 'vitest';
import { readState } from '@/url/search-state';
import { scenarioFields } from '@/url/scenario-state';
import { changesNothing, driversOf, requestOf, stateOf } from './scenario';

const today = '2026-11-22';
const blank = readState(scenarioFields, new URLSearchParams());

describe('a scenario', () => {
  it('is the same again after it was saved and opened', () => {
    const state = { ...blank, scope: 'team:search', start: '2026-12-01', users: 2, cache: 0.5, price: 1.1, prices: [{ provider: 'openai', model: 'gpt-5.5', factor: 0.9 }], moves: [{ fromProvider: '*', fromModel: '*', toProvider: 'openai', toModel: 'gpt-5.4-mini', share: 0.5 }] };
    const { start, baselineDays, horizonDays } = requestOf(state, 'team:search', today);
    expect(stateOf({ scope: 'team:search', start: start!, baselineDays: baselineDays!, horizonDays: horizonDays!, drivers: driversOf(state) }, today)).toEqual(state);
  });

  it('names the price of one model before that of all, since the first that fits holds', () => {
    const { prices } = driversOf({ ...blank, price: 1.1, prices: [{ provider: 'openai', model: 'gpt-5.5', factor: 0.9 }] });
    expect(prices!.map((price) => price.model)).toEqual(['gpt-5.5', '*']);
  });

  it('moves nothing from a model to itself', () => {
    const move = { fromProvider: 'a', fromModel: 'm', toProvider: 'a', toModel: 'm', share: 1 };
    expect(driversOf({ ...blank, moves: [move, { ...move, toModel: 'n' }] }).moves).toHaveLength(1);
  });

  it('begins within the days that are looked at', () => {
    expect(requestOf({ ...blank, horizon: 10, start: '2026-12-24' }, 'org', today).start).toBe('2026-12-01');
    expect(requestOf({ ...blank, horizon: 1, start: '2026-12-24' }, 'org', today).start).toBeNull();
  });

  it('that began in the past begins today', () => {
    expect(requestOf({ ...blank, start: '2026-11-01' }, 'org', today).start).toBeNull();
    expect(stateOf({ scope: 'org', start: '2026-11-01', baselineDays: 28, horizonDays: 90, drivers: driversOf(blank) }, today).start).toBeNull();
  });

  it('changes nothing when only its days differ', () => {
    expect(changesNothing({ ...blank, base: 14, start: '2026-12-01' })).toBe(true);
    expect(changesNothing({ ...blank, batch: 0 })).toBe(false);
  });
});
