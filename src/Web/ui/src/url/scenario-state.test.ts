import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newScenarioAddress, scenarioFields, type ScenarioState } from './scenario-state';
import { readState, writeState } from './search-state';

const name = fc.string({ unit: 'grapheme', minLength: 1 });
const sixth = (value: number) => Math.round(value * 1e6) / 1e6;
const factor = fc.double({ min: 0, max: 100, noNaN: true }).map(sixth);
const share = fc.double({ min: 0.001, max: 1, noNaN: true }).map(sixth);
const state: fc.Arbitrary<ScenarioState> = fc.record({
  scope: fc.constantFrom(null, 'org', 'team:search'), start: fc.constantFrom(null, '2026-12-01'), base: fc.integer({ min: 7, max: 90 }), horizon: fc.integer({ min: 1, max: 90 }),
  users: factor, perUser: factor, input: factor, output: factor, cache: fc.option(share), batch: fc.option(share), gpuRate: factor, gpuHours: factor, price: factor,
  prices: fc.array(fc.record({ provider: name, model: name, factor }), { maxLength: 3 }),
  moves: fc.array(fc.record({ fromProvider: name, fromModel: name, toProvider: name, toModel: name, share }), { maxLength: 3 }),
  edited: fc.boolean(),
});

describe('a scenario in the address', () => {
  it('comes back as it was written, whatever the models are called', () => {
    fc.assert(fc.property(state, (value) => {
      expect(readState(scenarioFields, writeState(scenarioFields, new URLSearchParams(), value))).toEqual(value);
    }));
  });

  it('never throws, and keeps to what the server takes', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const read = readState(scenarioFields, new URLSearchParams({ users: text, cache: text, base: text, horizon: text, moves: text, prices: text }));
      expect(read.users).toBeGreaterThanOrEqual(0);
      expect(read.base).toBeGreaterThanOrEqual(7);
    }));
    const read = readState(scenarioFields, new URLSearchParams({ users: '101', cache: '1.5', horizon: '365', moves: 'a:b:c:d:0,a:b:c:d:0.5,a:b', prices: 'a:b:-1,a:b:2' }));
    expect(read).toMatchObject({ users: 1, cache: null, horizon: 90, moves: [{ fromModel: 'b', toModel: 'd', share: 0.5 }], prices: [{ factor: 2 }] });
  });

  it('says nothing of what stays as it is', () => {
    expect(newScenarioAddress({ users: 1, cache: null, moves: [] })).toBe('/scenarios/new');
    expect(newScenarioAddress({ scope: 'team:search', users: 2 })).toBe('/scenarios/new?scope=team%3Asearch&users=2');
  });
});
