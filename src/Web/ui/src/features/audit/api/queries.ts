import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '@/api/client';
import type { components } from '@/api/generated/schema';
import { auditQuery, type AuditState } from '../model/audit';

export type AuditEntry = components['schemas']['AuditEntryResponse'];

const CALM = 20_000;
const PAGE = 50;

export const auditLinesQuery = (state: AuditState) =>
  queryOptions({
    queryKey: ['audit', state],
    queryFn: ({ signal }) => request('get', '/api/v1/audit', { query: { ...auditQuery(state), before: state.before ?? undefined, limit: PAGE }, signal }),
    // A page further back does not change.
    refetchInterval: state.before === null ? CALM : false,
    placeholderData: keepPreviousData,
  });

export const auditVerificationQuery = () =>
  queryOptions({ queryKey: ['audit-verification'], queryFn: ({ signal }) => request('get', '/api/v1/audit/verification', { signal }), refetchInterval: 60_000 });
