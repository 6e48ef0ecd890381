import { expect, it } from 'vitest';
import { readState, writeState } from '@/url/search-state';
import { auditFields, auditQuery, exportAddress, isFiltered, noAuditFilter, subjectAddress } from './audit';

it('comes back from the address as it was written', () => {
  const state = { actor: '김서연', action: 'policy.changed', subject: 'policy/1', scope: 'team:a%20b', from: '2026-11-01', to: '2026-11-02', before: '120' } as const;
  expect(readState(auditFields, writeState(auditFields, new URLSearchParams(), state))).toEqual(state);
  expect(readState(auditFields, new URLSearchParams('scope=planet:x&from=soon&before=x&actor=%20'))).toEqual(noAuditFilter);
});

it('asks for whole days, the last one included', () => {
  expect(auditQuery({ ...noAuditFilter, from: '2026-11-01', to: '2026-11-30' })).toEqual({ from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00.000Z' });
});

it('exports what is filtered, whatever page is shown', () => {
  expect(exportAddress({ ...noAuditFilter, before: '5' })).toBe('/api/v1/audit/export');
  expect(exportAddress({ ...noAuditFilter, actor: 'a b' })).toBe('/api/v1/audit/export?actor=a+b');
  expect(isFiltered({ ...noAuditFilter, before: '5' })).toBe(false);
});

it('leads from a line to what it is about', () => {
  expect(subjectAddress('policy/pol_1')).toBe('/policies/pol_1');
  expect(subjectAddress('incident/a')).toBe('/anomalies/a');
  expect(subjectAddress('anomaly/a')).toBe('/anomalies/a');
  expect(subjectAddress('planned-event/1')).toBe('/plans');
  expect(subjectAddress('deliveries')).toBeNull();
});
