import { describe, expect, it } from 'vitest';
import type { PlannedEvent } from '@/api/types';
import { draftOf, newDraft, planFaults, planRequest, type PlanDraft } from './plan-form';

const now = Date.parse('2026-11-21T10:20:00Z');
const good: PlanDraft = { ...newDraft(now, 'team:a'), title: ' Launch ', amount: '1,200' };

describe('the form of a planned event', () => {
  it('begins with the next full hour, for a day', () => {
    const request = planRequest(good);
    expect(request.start).toBe('2026-11-21T11:00:00.000Z');
    expect(request.end).toBe('2026-11-22T11:00:00.000Z');
  });

  it('sends what was typed, either an amount or a factor', () => {
    expect(planFaults(good)).toEqual({});
    expect(planRequest(good)).toMatchObject({ scope: 'team:a', title: 'Launch', extraCost: 1200, factor: null, note: null });
    const pause: PlanDraft = { ...good, measure: 'factor', factor: '0' };
    expect(planFaults(pause)).toEqual({});
    expect(planRequest(pause)).toMatchObject({ extraCost: null, factor: 0 });
  });

  it('shows a known plan as it is, to the minute', () => {
    const plan = {
      id: 'x', scope: { key: 'org' }, title: 'Pause', start: '2026-11-21T10:17:00+00:00', end: '2026-11-22T00:00:00+00:00', extraCost: -0.5, note: null,
    } as PlannedEvent;
    expect(planFaults(draftOf(plan))).toEqual({});
    expect(planRequest(draftOf(plan))).toMatchObject({ scope: 'org', title: 'Pause', start: '2026-11-21T10:17:00.000Z', extraCost: -0.5 });
  });

  it.each<[string, Partial<PlanDraft>, object]>([
    ['no scope', { scope: null }, { scope: 'scope' }],
    ['no title', { title: '  ' }, { title: 'title' }],
    ['a long title', { title: 'x'.repeat(201) }, { title: 'tooLong' }],
    ['no time', { start: '', end: '' }, { start: 'time', end: 'time' }],
    ['an end before the start', { end: good.start }, { end: 'order' }],
    ['more than a year', { end: '2028-01-01T00:00' }, { end: 'length' }],
    ['no amount', { amount: '' }, { amount: 'amount' }],
    ['an amount of nothing', { amount: '0' }, { amount: 'amount' }],
    ['a factor of one', { measure: 'factor', factor: '1' }, { factor: 'factor' }],
    ['a negative factor', { measure: 'factor', factor: '-1' }, { factor: 'factor' }],
    ['a long note', { note: 'x'.repeat(2001) }, { note: 'tooLong' }],
  ])('refuses %s', (_, patch, faults) => {
    expect(planFaults({ ...good, ...patch })).toEqual(faults);
  });

  it('takes a negative amount for less than usual', () => {
    expect(planRequest({ ...good, amount: '−1,000.5' }).extraCost).toBe(-1000.5);
  });
});
