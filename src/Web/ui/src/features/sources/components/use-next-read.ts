import { useTranslation } from 'react-i18next';
import type { Source } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { useMinute } from '@/ui/use-now';

/** When a source is read next, in words. */
export function useNextRead(): (source: Source) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const minute = useMinute();
  return ({ isPaused, state }) => {
    if (isPaused) return t('common.none');
    if (state.nextRunAt === null || Date.parse(state.nextRunAt) <= minute) return t('sources.now');
    return format.dateTime(state.nextRunAt);
  };
}
