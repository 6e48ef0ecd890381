import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { PaceBar } from '@/ui/PaceBar';
import { StatCard } from '@/ui/StatCard';
import type { Experiment } from '../api/types';
import { useTimeLeft } from './use-time-left';

export function ExperimentCards({ experiment }: { experiment: Experiment }) {
  const { t } = useTranslation();
  const format = useFormat();
  const timeLeft = useTimeLeft();
  const { cap, capShare, estimateShare } = experiment;
  const isKnown = experiment.limitUnknown === null;
  const note = (children: ReactNode) => <Typography variant="caption" component="p" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>{children}</Typography>;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))', lg: 'repeat(4, minmax(0, 1fr))' } }}>
      <StatCard figure="experimentCost" scope={experiment.scope.key} value={format.money(experiment.cost)} exact={format.moneyExact(experiment.cost)}>
        {note([
          t('experiments.records', { count: experiment.records, records: format.countExact(experiment.records) }),
          ...(experiment.unpriced > 0 ? [t('experiments.unpriced', { count: experiment.unpriced, records: format.countExact(experiment.unpriced) })] : []),
        ].join(' · '))}
      </StatCard>
      <StatCard figure="estimateShare" scope={experiment.scope.key} value={isKnown ? format.percent(estimateShare) : t('common.none')}>
        <PaceBar used={estimateShare} label={t('experiments.shareLabel', { share: format.percent(estimateShare) })} />
        {note(t('experiments.ofEstimate', { estimate: isKnown ? format.money(experiment.estimate) : t('common.none') }))}
      </StatCard>
      <StatCard figure="burn" scope={experiment.scope.key} value={format.money(experiment.perHour)} exact={format.moneyExact(experiment.perHour)}>
        {isKnown && note(t('experiments.planned', { amount: format.money(experiment.plannedPerHour) }))}
      </StatCard>
      <StatCard figure="timeToCap" scope={experiment.scope.key} value={timeLeft(experiment)}>
        {cap !== null && capShare !== null && (
          <>
            <PaceBar used={capShare} held={experiment.held / cap} label={t('experiments.shareLabel', { share: format.percent(capShare) })} />
            {note(t('experiments.capAndHeld', { share: format.percent(capShare), cap: format.money(cap), held: format.money(experiment.held) }))}
          </>
        )}
      </StatCard>
    </Box>
  );
}
