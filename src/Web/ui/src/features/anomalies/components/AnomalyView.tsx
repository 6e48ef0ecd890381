import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { AnomalyDetail } from '@/api/types';
import { ChartFrame } from '@/charts/ChartFrame';
import { prepareTimeChart, type MarkInput } from '@/charts/prepare/time-chart';
import { useFormat } from '@/format/use-format';
import { anomalyAddress } from '@/url/scope-path';
import { FigureName } from '@/ui/FigureName';
import { Panel } from '@/ui/Panel';
import { Row } from '@/ui/Page';
import { useMinute } from '@/ui/use-now';
import { Contributors } from './Contributors';
import { HandlingPanel } from './HandlingPanel';
import { HistoryPanel } from './HistoryPanel';
import { Impact } from './Impact';

interface AnomalyViewProps {
  detail: AnomalyDetail;
  /** Why it differs, which another feature tells; null where nothing can be said. */
  why: ReactNode;
  /** Where the reader says what it was worth, which another feature owns. */
  judge: ReactNode;
  /** What was changed shortly before, in a line; null for nothing. */
  before: ReactNode;
  /** What changed around then, which another feature tells. */
  changes: ReactNode;
  /** The same as marks on the chart, numbered alike. */
  marks: readonly MarkInput[];
}

/** All that is needed to judge one anomaly: how much, what happened, against what, from what, and how far it reached. */
export function AnomalyView({ detail, why, judge, before, changes, marks }: AnomalyViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { anomaly, incident } = detail;
  // While no data comes, the spend is unknown, not zero.
  const isUnknown = anomaly.kind === 'silence';
  const figures = [
    [t('anomalies.actual'), isUnknown ? t('common.none') : format.money(anomaly.actual)],
    [t('anomalies.expected'), format.money(anomaly.expected)],
    [<FigureName key="excess" id="excess" scope={anomaly.scope.key} />, isUnknown ? t('common.none') : format.moneyDelta(anomaly.excess)],
    [t('anomalies.usual'), format.moneyRange(anomaly.lower, anomaly.upper)],
  ] as const;
  return (
    <>
      <Row columns="minmax(0, 1fr) minmax(0, 1.4fr)">
        <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: '1fr 1fr', bgcolor: 'background.paper', border: 1, borderColor: 'divider', borderRadius: 1, p: 2, gap: 2 }}>
          {figures.map(([label, value], i) => (
            <Box key={i} sx={{ minWidth: 0 }}>
              <Typography component="dt" variant="caption" sx={{ color: 'text.secondary' }}>{label}</Typography>
              <Box component="dd" sx={{ m: 0, fontSize: 20, lineHeight: '28px', fontWeight: 600, fontVariantNumeric: 'tabular-nums', letterSpacing: '-0.01em' }}>{value}</Box>
            </Box>
          ))}
        </Box>
        <Panel title={t('anomalies.why')}>
          <Typography sx={{ maxWidth: 720, fontSize: 15, lineHeight: '25px' }}>{anomaly.explanation[format.language]}</Typography>
          {before}
        </Panel>
      </Row>
      {why}
      {incident === null ? judge : (
        <Row columns="minmax(0, 1.5fr) minmax(0, 1fr)">
          <HandlingPanel incident={incident} />
          {judge}
        </Row>
      )}
      <EpisodeChart detail={detail} marks={marks} />
      {changes}
      <Row columns="minmax(0, 1.6fr) minmax(0, 1fr)">
        <Contributors contributors={detail.contributors} />
        <Impact incident={incident} anomaly={anomaly} />
      </Row>
      {incident !== null && <HistoryPanel id={incident.id} />}
    </>
  );
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function EpisodeChart({ detail, marks }: Pick<AnomalyViewProps, 'detail' | 'marks'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const now = useMinute();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const { anomaly, series, band } = detail;
  const model = useMemo(() => {
    const start = Date.parse(anomaly.start);
    const end = Date.parse(anomaly.end);
    const to = Math.min(end + 2 * DAY, Math.floor(now / HOUR) * HOUR + HOUR);
    return prepareTimeChart({
      from: Math.floor((start - 2 * DAY) / HOUR) * HOUR, to, grain: 'hour', now,
      rows: series, grouped: false, groupName: (key) => key, band,
      anomalies: [{ id: anomaly.id, severity: anomaly.severity, start: anomaly.start, end: anomaly.end, label: anomaly.headline[format.language] }],
      episode: { from: start, to: end },
      marks,
    });
  }, [anomaly, series, band, marks, now, format.language]);
  return (
    <Panel title={t('anomalies.chart')}>
      <ChartFrame model={model} view={view} onView={setView} name={`anomaly-${anomaly.id}`} height={280} onAnomaly={(id) => void navigate(anomalyAddress(id))} />
    </Panel>
  );
}
