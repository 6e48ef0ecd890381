import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NearbyChange } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { useScopeName } from '@/ui/use-scope-name';
import { leadOf } from '../model/nearby';

interface ChangeWords {
  /** What changed, in a few words. */
  title: (change: NearbyChange) => string;
  /** The figures that a seen change follows from; null for a told one. */
  figures: (change: NearbyChange) => string | null;
  /** How long before or after the start it was. */
  lead: (change: NearbyChange) => string;
  /** When it was: told by the reader's clock, seen by its UTC day. */
  when: (change: Pick<NearbyChange, 'at' | 'isByDay'>) => string;
}

/** Says what changed and when, never that it was the cause. */
export function useChangeWords(): ChangeWords {
  const { t } = useTranslation();
  const format = useFormat();
  const scopeName = useScopeName();
  return useMemo(() => {
    const share = (value: number | null) => (value === null ? t('common.none') : format.percent(value));
    return {
      title: ({ told, seen, scope }) => told?.title ?? t(`changes.seen.${seen!.kind}`, { model: seen!.model, scope: scopeName.own(scope.key) }),
      figures: ({ seen }) => {
        if (seen === null) return null;
        const { before, after, daysLooked, lastUsed } = seen;
        switch (seen.kind) {
          case 'modelStarted':
            return t('changes.figures.modelStarted', { days: daysLooked, cost: format.money(after!.cost), tokens: format.count(after!.tokens), share: share(after!.costShare) });
          case 'modelReturned':
            return t('changes.figures.modelReturned', { day: format.day(lastUsed!), cost: format.money(after!.cost), tokens: format.count(after!.tokens), share: share(after!.costShare) });
          case 'modelStopped':
            return t('changes.figures.modelStopped', { days: daysLooked, cost: format.money(before!.cost), tokens: format.count(before!.tokens), share: share(before!.costShare) });
          case 'mixShifted':
            return t('changes.figures.mixShifted', { tokensBefore: share(before!.tokenShare), tokensAfter: share(after!.tokenShare), costBefore: share(before!.costShare), costAfter: share(after!.costShare) });
          default:
            return t('changes.figures.scopeStarted');
        }
      },
      lead: (change) => {
        const lead = leadOf(change);
        return lead.when === 'before' || lead.when === 'after' ? t(`changes.lead.${lead.when}`, { duration: format.duration(lead.milliseconds) }) : t(`changes.lead.${lead.when}`);
      },
      when: ({ at, isByDay }) => (isByDay ? t('changes.utcDay', { day: format.day(at) }) : format.dateTime(at)),
    };
  }, [t, format, scopeName]);
}
