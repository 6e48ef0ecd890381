import { describe, expect, it } from 'vitest';
import { leadOf, marksOf, shortlyBefore } from './nearby';
import type { NearbyChange } from '@/api/types';

const HOUR = 3_600;
const start = Date.parse('2026-11-21T08:00:00Z');
const told = (leadTime: number) => ({ at: new Date(start - leadTime * 1_000).toISOString(), leadTime, isByDay: false });
const seen = (day: string) => ({ at: `${day}T00:00:00Z`, leadTime: (start - Date.parse(`${day}T00:00:00Z`)) / 1_000, isByDay: true });

describe('leadOf', () => {
  it('tells before from after, and the start itself from both', () => {
    expect(leadOf(told(1_500))).toEqual({ when: 'before', milliseconds: 1_500_000 });
    expect(leadOf(told(-3 * HOUR))).toEqual({ when: 'after', milliseconds: 3 * HOUR * 1_000 });
    expect([29, 0, -29].map((lead) => leadOf(told(lead)).when)).toEqual(['same', 'same', 'same']);
  });

  it('counts UTC days where only the day is known', () => {
    expect(leadOf(seen('2026-11-21'))).toEqual({ when: 'sameDay' });
    expect(leadOf(seen('2026-11-19'))).toEqual({ when: 'before', milliseconds: 48 * HOUR * 1_000 });
    expect(leadOf(seen('2026-11-22'))).toEqual({ when: 'dayAfter' });
    expect(leadOf(seen('2026-11-20'))).toEqual({ when: 'dayBefore' });
  });
});

describe('marksOf', () => {
  it('numbers as the list does', () => {
    const changes = [told(60), told(120)].map((one, index) => ({ ...one, id: String(index) }) as NearbyChange);
    expect(marksOf(changes, ({ id }) => `change ${id}`)).toEqual([
      { number: 1, time: start - 60_000, title: 'change 0' }, { number: 2, time: start - 120_000, title: 'change 1' },
    ]);
  });
});

describe('shortlyBefore', () => {
  const of = (source: 'told' | 'seen', leadTime: number) => ({ source, leadTime }) as NearbyChange;

  it('is what was told within two hours before, the nearest', () => {
    expect(shortlyBefore([of('told', -60), of('seen', 120), of('told', 300), of('told', 600)])).toEqual(of('told', 300));
    expect(shortlyBefore([of('told', 2 * HOUR)])).toEqual(of('told', 2 * HOUR));
  });

  it('is nothing where it was later, earlier or only seen', () => {
    expect(shortlyBefore([of('told', -1), of('seen', 60), of('told', 2 * HOUR + 1)])).toBeNull();
    expect(shortlyBefore([])).toBeNull();
  });
});
