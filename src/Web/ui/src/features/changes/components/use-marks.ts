import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MarkInput } from '@/charts/prepare/time-chart';
import { nearbyChangesQuery } from '../api/queries';
import { marksOf } from '../model/nearby';
import { useChangeWords } from './use-change-words';

/** What changed around an anomaly as marks for its chart, numbered as in the list. */
export function useMarks(anomaly: string): readonly MarkInput[] {
  const { data } = useQuery(nearbyChangesQuery(anomaly));
  const { title } = useChangeWords();
  return useMemo(() => marksOf(data?.items ?? [], title), [data, title]);
}
