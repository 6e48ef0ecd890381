import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { anomaliesQuery, bandQuery, costsQuery, forecastQuery, plannedEventsQuery, summaryQuery } from '@/api/queries';
import type { Anomaly } from '@/api/types';
import { ChartFrame } from '@/charts/ChartFrame';
import { prepareTimeChart } from '@/charts/prepare/time-chart';
import { useFormat } from '@/format/use-format';
import { anomalyAddress } from '@/url/scope-path';
import { chartFields, timeWindow } from '@/url/time-range';
import { useSearchState } from '@/url/use-search-state';
import { DataState } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { useMinute } from '@/ui/use-now';
import { useScopeName } from '@/ui/use-scope-name';
import { forecastHorizon, latestTotal } from '../model/cost-panel';
import { CostControls } from './CostControls';
import { ForecastRecord } from './ForecastRecord';

interface CostPanelProps {
  scope: string;
  height?: number;
  /** A resource has no parts to split by. */
  hasChildren?: boolean;
}

/** What stands above the chart and the record below it take usually, kept free until they are there. */
const LEGEND_HEIGHT = 56;
const RECORD_HEIGHT = 46;

/** Cost over time with its forecast, the usual range and the anomalies; what is shown stands in the address. */
export function CostPanel({ scope, height = 300, hasChildren = true }: CostPanelProps) {
  const { t, i18n } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const navigate = useNavigate();
  const now = useMinute();
  const [state, setState] = useSearchState(chartFields);
  const group = state.group === 'child' && !hasChildren ? 'none' : state.group;
  const window = timeWindow(state, now);
  const from = new Date(window.from).toISOString();
  const to = new Date(window.to).toISOString();
  const grouped = group !== 'none';

  const costs = useQuery(costsQuery({ scope, from, to, granularity: window.grain, groupBy: group }));
  const horizon = forecastHorizon(window);
  const hasRecord = horizon !== null && !grouped;
  const forecast = useQuery({ ...forecastQuery(scope, window.grain === 'hour' ? 'hour' : 'day', typeof horizon === 'number' ? horizon : undefined), enabled: hasRecord });
  const band = useQuery({ ...bandQuery(scope), enabled: window.grain === 'hour' && !grouped });
  const anomalies = useQuery(anomaliesQuery(scope, from));
  const plans = useQuery(plannedEventsQuery(scope, from));
  const summary = useQuery(summaryQuery(scope));

  const language = i18n.language === 'ko' ? 'ko' : 'en';
  const model = useMemo(() => {
    if (costs.data === undefined) return null;
    const isFresh = costs.data.granularity === window.grain && costs.data.groupBy === group;
    return prepareTimeChart({
      from: window.from, to: window.to, grain: window.grain, now,
      rows: isFresh ? costs.data.rows : [],
      grouped,
      groupName: (key) => groupName(key, group, scopeName.own, (status) => t(`spend.status.${status}`), t('spend.unnamedModel')),
      forecast: hasRecord ? forecast.data?.points : [],
      band: window.grain === 'hour' && !grouped ? band.data?.points : [],
      anomalies: anomalies.data?.items.filter((item) => item.state !== 'retracted').map((item) => toMark(item, language)),
      plans: plans.data?.items,
      current: window.isCurrent ? latestTotal(window.grain, now, summary.data) : null,
    });
  }, [costs.data, forecast.data, band.data, anomalies.data, plans.data, summary.data, window.from, window.to, window.grain, window.isCurrent, now, grouped, group, hasRecord, language, scopeName, t]);

  return (
    <Panel
      title={t(hasRecord ? 'chart.titleForecast' : 'chart.title')}
      hint={costs.data === undefined ? ' ' : t('chart.total', { amount: format.moneyExact(model?.total ?? 0) })}
      actions={<CostControls state={{ ...state, group }} grains={window.grains} grain={window.grain} hasChildren={hasChildren} now={now} onChange={setState} />}
    >
      <DataState what={t('chart.title')} query={costs} height={height + LEGEND_HEIGHT + (hasRecord ? RECORD_HEIGHT : 0)}>
        {() => (
          <>
            <ChartFrame
              model={model!}
              view={state.view}
              onView={(view) => setState({ view }, { replace: true })}
              name={`${scope}-${window.grain}`}
              height={height}
              onAnomaly={(id) => void navigate(anomalyAddress(id))}
            />
            {hasRecord && (forecast.isPending ? <Box sx={{ height: RECORD_HEIGHT }} /> : forecast.data !== undefined && <ForecastRecord forecast={forecast.data} />)}
            {costs.error !== null && <Typography role="alert" variant="caption" sx={{ color: 'tone.high' }}>{t('common.error.title', { what: t('chart.title') })}</Typography>}
          </>
        )}
      </DataState>
    </Panel>
  );
}

function toMark(anomaly: Anomaly, language: 'en' | 'ko') {
  return { id: anomaly.id, severity: anomaly.severity, start: anomaly.start, end: anomaly.end, label: anomaly.headline[language] };
}

function groupName(key: string, group: string, scope: (key: string) => string, status: (name: 'estimated' | 'confirmed' | 'invoiced') => string, unnamed: string): string {
  if (group === 'child') return scope(key);
  if (group === 'status' && (key === 'estimated' || key === 'confirmed' || key === 'invoiced')) return status(key);
  return key === '' ? unnamed : key;
}
