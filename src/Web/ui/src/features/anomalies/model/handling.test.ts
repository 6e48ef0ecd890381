import { describe, expect, it } from 'vitest';
import type { Delivery, Incident } from '@/api/types';
import { canReopen, countDeliveries, deedOf, snoozeFault, snoozeUntil, standing, waitingPerHour } from './handling';

const now = Date.parse('2026-11-22T14:30:00');
const incident = (state: Incident['state'], handling: Partial<Incident['handling']> = {}) => ({ state, handling: { snoozedUntil: null, outcome: null, ...handling } }) as Incident;

describe('putting off', () => {
  it('lasts as long as it says; tomorrow is nine in the morning', () => {
    expect(snoozeUntil('hour', now).getTime() - now).toBe(3_600_000);
    expect(snoozeUntil('fourHours', now).getTime() - now).toBe(4 * 3_600_000);
    const morning = snoozeUntil('tomorrow', now);
    expect([morning.getDate(), morning.getHours(), morning.getMinutes()]).toEqual([23, 9, 0]);
  });

  it('refuses what is no time, past, or further than a month', () => {
    expect(['', '2026-11-22T14:00', '2026-12-24T00:00', '2026-12-20T00:00'].map((text) => snoozeFault(text, now))).toEqual(['time', 'past', 'far', null]);
  });
});

describe('waiting', () => {
  const spike = { state: 'open', kind: 'spike', excess: 90, start: '2026-11-22T08:00:00Z', end: '2026-11-22T09:30:00Z' } as const;

  it('costs the excess by the hour while it goes on', () => {
    expect(waitingPerHour(spike)).toBe(60);
    expect(waitingPerHour({ ...spike, end: spike.start })).toBe(90 * 60);
  });

  it('costs nothing that is known when it is over, less than expected, or without data', () => {
    expect([{ ...spike, state: 'closed' as const }, { ...spike, excess: -5 }, { ...spike, kind: 'silence' as const }].map(waitingPerHour)).toEqual([null, null, null]);
  });
});

describe('an incident', () => {
  it('stands as snoozed only until then, and not when it is over', () => {
    const later = new Date(now + 60_000).toISOString();
    expect(standing(incident('open', { snoozedUntil: later }), now)).toBe('snoozed');
    expect(standing(incident('open', { snoozedUntil: later }), now + 120_000)).toBe('open');
    expect(standing(incident('resolved', { snoozedUntil: later }), now)).toBe('resolved');
  });

  it('comes back unless its cause was taken away', () => {
    expect(canReopen(incident('resolved', { outcome: 'noise' }))).toBe(true);
    expect(canReopen(incident('resolved', { outcome: 'withdrawn' }))).toBe(false);
    expect(canReopen(incident('open'))).toBe(false);
  });

  it('has words for what people do, and none for what it does not know', () => {
    expect(deedOf({ action: 'incident.snoozed' })).toBe('snoozed');
    expect(deedOf({ action: 'incident.painted' })).toBeNull();
  });
});

it('counts messages by where they stand', () => {
  const all = ['delivered', 'dead', 'delivered', 'folded'].map((state) => ({ state }) as Delivery);
  expect(countDeliveries(all)).toEqual({ delivered: 2, waiting: 0, dead: 1 });
});
