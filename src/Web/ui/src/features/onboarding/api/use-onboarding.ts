import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/api/client';
import { summaryQuery } from '@/api/queries';
import { importFile, previewImport, type ImportChoices } from '@/api/upload';

const SOON = 3_000;

/** The organization's figures; asked for again and again while there are none, in case the live feed is not reachable. */
export const firstSummaryQuery = () =>
  ({ ...summaryQuery('org'), refetchInterval: ({ state }: { state: { data?: { lastRecordAt: string | null } | undefined } }) => (state.data?.lastRecordAt === null ? SOON : false) as number | false });

/** Whether a token for sending has ever been used. */
export const sentQuery = () =>
  queryOptions({
    queryKey: ['tokens', 'sent'],
    queryFn: async ({ signal }) => (await request('get', '/api/v1/tokens', { signal })).items.some((token) => token.permissions.includes('ingest') && token.lastUsedAt !== null),
  });

/** Whether a file has ever been uploaded. */
export const uploadedQuery = () =>
  queryOptions({
    queryKey: ['audit', 'uploaded'],
    queryFn: async ({ signal }) => (await request('get', '/api/v1/audit', { query: { action: 'usage.imported', limit: 1 }, signal })).items.length > 0,
  });

/** A token that sends and does nothing else. */
export function useMakeSendToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => request('post', '/api/v1/tokens', { body: { name, permissions: ['ingest'], scope: 'org', expiresAt: null } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  });
}

/** How a file would be read. The file itself is no part of the key: its number is. */
export const previewQuery = (number: number, file: File, choices: ImportChoices) =>
  queryOptions({
    queryKey: ['import-preview', number, { ...choices, map: choices.map === null ? null : [...choices.map] }],
    queryFn: ({ signal }) => previewImport(file, choices, signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });

export interface ImportTask {
  file: File;
  choices: ImportChoices;
  signal: AbortSignal;
  onSent: (share: number) => void;
}

/** Sends the whole file. What shows costs is asked for anew afterwards. */
export function useImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, choices, signal, onSent }: ImportTask) => importFile(file, choices, signal, onSent),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'import-preview' }),
  });
}
