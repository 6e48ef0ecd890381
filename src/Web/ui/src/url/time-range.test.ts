import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readState, writeState } from './search-state';
import { chartFields, dayRange, grainLength, timeWindow, type ChartState } from './time-range';

const state: fc.Arbitrary<ChartState> = fc.record({
  range: fc.constantFrom('3h', '24h', '7d', '30d', '90d', 'custom'),
  from: fc.constantFrom(null, '2026-10-01', '2026-11-01'),
  to: fc.constantFrom(null, '2026-10-05', '2026-11-21'),
  grain: fc.constantFrom(null, 'minute', 'hour', 'day'),
  group: fc.constantFrom('none', 'child', 'provider', 'model', 'status'),
  view: fc.constantFrom('chart', 'table'),
}) as fc.Arbitrary<ChartState>;

describe('the chart state in the address', () => {
  it('comes back as it was written', () => {
    fc.assert(fc.property(state, (value) => {
      expect(readState(chartFields, writeState(chartFields, new URLSearchParams(), value))).toEqual(value);
    }));
  });

  it('never throws and never invents, whatever stands in the address', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const read = readState(chartFields, new URLSearchParams({ range: text, grain: text, from: text, view: text }));
      expect(['3h', '24h', '7d', '30d', '90d', 'custom']).toContain(read.range);
      expect([null, 'minute', 'hour', 'day']).toContain(read.grain);
    }));
  });

  it('leaves out defaults and leaves the parameters of others alone', () => {
    const next = writeState(chartFields, new URLSearchParams('lang=ko&range=7d'), { range: '30d', group: 'model' });
    expect(next.toString()).toBe('lang=ko&group=model');
  });
});

describe('the window asked for', () => {
  const now = Date.parse('2026-11-21T14:03:21Z');

  it('stays the same within a bucket, so that a live page does not ask anew each second', () => {
    const at = (offset: number) => timeWindow({ range: '7d', from: null, to: null, grain: null }, now + offset);
    expect(at(1_000)).toEqual(at(0));
  });

  it('holds whole buckets and ends after now', () => {
    fc.assert(fc.property(state, (value) => {
      const window = timeWindow(value, now);
      expect((window.to - window.from) % grainLength[window.grain]).toBe(0);
      expect(window.from).toBeLessThan(window.to);
      expect(window.grains).toContain(window.grain);
      if (window.isCurrent) expect(window.to).toBeGreaterThan(now);
    }));
  });

  it('reads a custom range as whole UTC days, the last one included', () => {
    const window = timeWindow({ range: 'custom', from: '2026-10-01', to: '2026-10-05', grain: null }, now);
    expect(new Date(window.from).toISOString()).toBe('2026-10-01T00:00:00.000Z');
    expect(new Date(window.to).toISOString()).toBe('2026-10-06T00:00:00.000Z');
    expect(window.isCurrent).toBe(false);
  });

  it('asks for minutes only where they are kept', () => {
    expect(timeWindow({ range: '90d', from: null, to: null, grain: 'minute' }, now).grain).toBe('day');
    expect(timeWindow({ range: '3h', from: null, to: null, grain: null }, now).grain).toBe('minute');
  });
});

it('asks for whole UTC days with today', () => {
  expect(dayRange(7, Date.parse('2026-03-15T12:30:00Z'))).toEqual({ from: '2026-03-09T00:00:00.000Z', to: '2026-03-16T00:00:00.000Z' });
});
