import { describe, expect, it } from 'vitest';
import type { SharedCost, SharedResult } from '../api/types';
import { gap, newShared, sharedDraft, sharedFaults, sharedRequest, staying, type SharedDraft } from './shared-form';

const good: SharedDraft = { ...newShared(), name: 'Gateway', origin: 'project:platform/gateway', except: 'platform, lab' };

describe('the form of a shared cost', () => {
  it('divides among all teams but those left out', () => {
    expect(sharedFaults(good)).toEqual({});
    expect(sharedRequest(good)).toMatchObject({ name: 'Gateway', method: 'proportional', driver: 'tokens', targets: [], except: ['platform', 'lab'], fallback: 'stay' });
  });

  it('has shares only where they are fixed, and a driver only where it is proportional', () => {
    const fixed: SharedDraft = { ...good, method: 'fixed', targets: [{ scope: 'team:a', share: '2' }, { scope: 'team:b', share: '0.5' }] };
    expect(sharedRequest(fixed)).toMatchObject({ driver: null, targets: [{ scope: 'team:a', share: 2 }, { scope: 'team:b', share: 0.5 }], except: [] });
    expect(sharedRequest({ ...fixed, method: 'even' }).targets).toEqual([{ scope: 'team:a', share: null }, { scope: 'team:b', share: null }]);
  });

  it('shows a known one as it is', () => {
    const known = { id: 'g', name: 'Gateway', origin: { scope: 'team:p', provider: 'aws', model: null }, method: 'fixed', driver: null, targets: [{ scope: 'team:a', share: 1 }], except: [], fallback: 'stay', effectiveFrom: '2026-05-01', effectiveUntil: null } as SharedCost;
    expect(sharedRequest(sharedDraft(known))).toEqual({ ...known, id: null });
  });

  it.each<[string, Partial<SharedDraft>, object]>([
    ['no name', { name: '' }, { name: 'name' }],
    ['no origin', { origin: null }, { origin: 'origin' }],
    ['the organization as origin', { origin: 'org' }, { origin: 'organization' }],
    ['fixed shares of nobody', { method: 'fixed' }, { targets: 'targets' }],
    ['a share of nothing', { method: 'fixed', targets: [{ scope: null, share: '0' }] }, { 'targets.0.scope': 'scope', 'targets.0.share': 'share' }],
    ['an end before the start', { from: '2026-05-02', until: '2026-05-01' }, { until: 'order' }],
  ])('refuses %s', (_, patch, faults) => {
    expect(sharedFaults({ ...good, ...patch })).toEqual(faults);
  });
});

it('parts add up to what was divided, and what stays is told beside them', () => {
  const result = { divided: { effective: 30 }, parts: [{ cost: { effective: 10 } }, { cost: { effective: 20 } }], stays: [{ cost: { effective: 4 } }] } as unknown as SharedResult;
  expect(gap(result)).toBe(0);
  expect(staying(result)).toBe(4);
});
