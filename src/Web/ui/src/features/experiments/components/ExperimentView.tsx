import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LimitChart } from '@/charts/LimitChart';
import { useFormat } from '@/format/use-format';
import { scopeAddress } from '@/url/scope-path';
import { EmptyNote } from '@/ui/DataState';
import { Facts } from '@/ui/Facts';
import { Row } from '@/ui/Page';
import { Panel } from '@/ui/Panel';
import { useMinute } from '@/ui/use-now';
import { useScopeName } from '@/ui/use-scope-name';
import type { ExperimentDetail } from '../api/types';
import { courseOf, experimentStatus } from '../model/experiments';
import { ClientExample } from './ClientExample';
import { ExperimentCards } from './ExperimentCards';
import { MetricsPanel } from './MetricsPanel';

/** One experiment: what it costs against estimate and cap, what it has come to, how its code reports. */
export function ExperimentView({ detail }: { detail: ExperimentDetail }) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const now = useMinute();
  const { experiment } = detail;
  const status = experimentStatus(experiment);
  const isKnown = experiment.limitUnknown === null;
  const estimate = isKnown ? format.moneyExact(experiment.estimate) : t('common.none');
  const points = courseOf(detail, now);
  const first = points.length === 0 ? Date.parse(experiment.startedAt) : Math.min(Date.parse(experiment.startedAt), Date.parse(detail.course[0]!.start));
  const tags = Object.entries(experiment.tags ?? {});
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      {experiment.limitUnknown !== null && <Alert severity="error">{experiment.limitUnknown[format.language]}</Alert>}
      {(status === 'capReached' || status === 'runaway' || status === 'overEstimate' || status === 'nearEstimate') && (
        <Alert severity={status === 'nearEstimate' || status === 'overEstimate' ? 'warning' : 'error'}>
          {t(`experiments.warning.${status}`, { cost: format.moneyExact(experiment.cost), estimate: format.moneyExact(experiment.estimate), pace: format.money(experiment.perHour), planned: format.money(experiment.plannedPerHour) })}
        </Alert>
      )}
      <ExperimentCards experiment={experiment} />
      <Row columns="minmax(0, 1.8fr) minmax(320px, 1fr)">
        <Panel title={t('experiments.course')} hint={t('experiments.courseHint')}>
          {points.length === 0 ? <EmptyNote title={t('experiments.noRecords')} hint={t('experiments.noRecordsHint', { id: experiment.id })} height={240} /> : (
            <LimitChart
              name={`experiment-${experiment.id}`}
              label={t('experiments.courseLabel', { cost: format.moneyExact(experiment.cost), estimate })}
              input={{
                from: first, to: experiment.endedAt === null ? null : Date.parse(experiment.endedAt), now, points, end: null,
                levels: [...(experiment.cap === null ? [] : [{ value: experiment.cap, label: t('experiments.cap') }]), ...(isKnown ? [{ value: experiment.estimate, label: t('experiments.estimate') }] : [])],
              }}
            />
          )}
        </Panel>
        <Panel title={t('experiments.terms')}>
          <Facts
            facts={[
              [t('experiments.id'), experiment.id],
              [t('experiments.scope'), <MuiLink key="scope" component={Link} to={scopeAddress(experiment.scope.key)} color="text.primary">{scopeName.path(experiment.scope.key)}</MuiLink>],
              [t('experiments.owner'), experiment.owner ?? t('common.none')],
              [t('experiments.started'), format.dateTime(experiment.startedAt)],
              ...(experiment.endedAt === null ? [] : [[t('experiments.ended'), format.dateTime(experiment.endedAt)] as const]),
              ...(experiment.outcome === null ? [] : [[t('experiments.outcome'), <span key="outcome" translate="no">{experiment.outcome}</span>] as const]),
              [t('experiments.estimate'), estimate],
              [t('experiments.cap'), !isKnown ? t('common.none') : experiment.cap === null ? t('experiments.noCap') : format.moneyExact(experiment.cap)],
              ...(experiment.budgetId === null ? [] : [[t('experiments.budget'), <MuiLink key="budget" component={Link} to={`/budgets/${encodeURIComponent(experiment.budgetId)}`}>{t('experiments.openBudget')}</MuiLink>] as const]),
              ...(tags.length === 0 ? [] : [[t('experiments.tags'), <span key="tags" translate="no">{tags.map(([name, value]) => `${name}=${value}`).join('\n')}</span>] as const]),
            ]}
          />
        </Panel>
      </Row>
      <Row columns="minmax(0, 1fr) minmax(0, 1fr)">
        <MetricsPanel experiment={experiment} />
        <Panel title={t('experiments.example')} hint={t('experiments.exampleHint')}><ClientExample id={experiment.id} budgetId={experiment.budgetId} /></Panel>
      </Row>
    </Box>
  );
}
