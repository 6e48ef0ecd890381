import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { compareNames } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { contains } from '@/url/scope-path';
import { DataState, EmptyNote } from '@/ui/DataState';
import { PaceBar } from '@/ui/PaceBar';
import { Panel } from '@/ui/Panel';
import { useScopeName } from '@/ui/use-scope-name';
import { experimentsQuery } from '../api/queries';
import type { Experiment } from '../api/types';
import { experimentAddress, sortExperiments, usedShare } from '../model/experiments';
import { ExperimentStatusChip } from './ExperimentStatusChip';
import { useTimeLeft } from './use-time-left';

const SHOWN = 6;

/** What runs now, the most urgent first: how fast it burns and how long its cap lasts. */
export function RunningExperiments({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(experimentsQuery());
  const running = sortExperiments((query.data?.items ?? []).filter((one) => one.state === 'running' && contains(scope, one.scope.key)), { sort: 'status', order: 'desc' }, compareNames(format.language));
  const burn = running.reduce((sum, one) => sum + one.perHour, 0);
  return (
    <Panel
      flush
      title={t('overview.experiments.title')} figure="burn" scope={scope}
      hint={running.length > 0 ? t('overview.experiments.hint', { count: running.length, amount: format.money(burn) }) : undefined}
      actions={<Button component={Link} to="/experiments" sx={{ minHeight: 28 }} data-print="hide">{t('common.showAll')}</Button>}
    >
      <DataState what={t('overview.experiments.title')} query={query} height={220}>
        {() => running.length === 0
          ? <EmptyNote title={t('overview.experiments.none')} hint={t('experiments.noneHint')} height={120} />
          : <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>{running.slice(0, SHOWN).map((one) => <Row key={one.id} experiment={one} />)}</Box>}
      </DataState>
    </Panel>
  );
}

function Row({ experiment }: { experiment: Experiment }) {
  const { t } = useTranslation();
  const format = useFormat();
  const scopeName = useScopeName();
  const timeLeft = useTimeLeft();
  const share = usedShare(experiment);
  const isKnown = experiment.limitUnknown === null;
  const fact = (name: string, value: string) => (
    <Box sx={{ whiteSpace: 'nowrap' }}>
      <Box component="dt" sx={{ display: 'inline', color: 'text.secondary', mr: 0.5 }}>{name}</Box>
      <Box component="dd" sx={{ display: 'inline', m: 0, fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>{value}</Box>
    </Box>
  );
  return (
    <Box component="li" sx={{ px: 2, py: 1.25, borderTop: 1, borderColor: 'divider' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 0.5 }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <MuiLink component={Link} to={experimentAddress(experiment.id)} color="text.primary" noWrap sx={{ fontWeight: 600, display: 'block' }}>{experiment.name}</MuiLink>
          <Typography variant="caption" component="p" noWrap sx={{ color: 'text.secondary' }}>{scopeName.path(experiment.scope.key)}</Typography>
        </Box>
        <ExperimentStatusChip experiment={experiment} />
      </Box>
      <PaceBar thin used={share} held={experiment.cap === null ? 0 : experiment.held / experiment.cap} label={t('experiments.shareLabel', { share: format.percent(share) })} />
      <Box component="dl" sx={{ m: 0, mt: 0.5, display: 'flex', flexWrap: 'wrap', columnGap: 2, fontSize: 12, lineHeight: '18px' }}>
        {fact(t('figures.name.burn'), format.money(experiment.perHour))}
        {fact(t('figures.name.timeToCap'), timeLeft(experiment))}
        {fact(t('figures.name.experimentCost'), isKnown ? t('overview.experiments.of', { cost: format.money(experiment.cost), limit: format.money(experiment.cap ?? experiment.estimate) }) : format.money(experiment.cost))}
      </Box>
    </Box>
  );
}
