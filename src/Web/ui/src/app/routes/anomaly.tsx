import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ApiProblem } from '@/api/problem';
import { anomalyQuery } from '@/api/queries';
import type { AnomalyDetail } from '@/api/types';
import { AnomalyView } from '@/features/anomalies/components/AnomalyView';
import { ChangesPanel } from '@/features/changes/components/ChangesPanel';
import { ShortlyBefore } from '@/features/changes/components/ShortlyBefore';
import { useMarks } from '@/features/changes/components/use-marks';
import { useSpan } from '@/features/anomalies/components/use-span';
import { ExplanationPanel } from '@/features/explanations/components/ExplanationPanel';
import { FeedbackPanel } from '@/features/guidance/components/FeedbackPanel';
import { useFormat } from '@/format/use-format';
import { scopeNames } from '@/url/scope-path';
import { DataState } from '@/ui/DataState';
import { Page } from '@/ui/Page';
import { Chip, SeverityChip } from '@/ui/SeverityChip';
import { Breadcrumbs } from '../shell/Breadcrumbs';
import { MissingPage } from './missing';

export function Component() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const query = useQuery(anomalyQuery(id));
  if (query.data === undefined && query.error instanceof ApiProblem && query.error.kind === 'notFound') {
    return <MissingPage title={t('anomalies.gone')} text={t('anomalies.goneHint')} />;
  }
  return (
    <DataState what={t('chart.anomaly')} query={query} height={480}>
      {(detail) => <Detail detail={detail} />}
    </DataState>
  );
}

function Detail({ detail }: { detail: AnomalyDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const span = useSpan();
  const { anomaly, incident } = detail;
  const marks = useMarks(anomaly.id);
  const isOver = anomaly.state !== 'open';
  return (
    <Page
      title={anomaly.headline[format.language]}
      above={<Breadcrumbs names={scopeNames(anomaly.scope.key) ?? []} linkLast />}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mt: -1 }}>
        <SeverityChip severity={anomaly.severity} muted={isOver} />
        <Typography component="span" sx={{ fontWeight: 600 }}>{t(`anomalies.kind.${anomaly.kind}`)}</Typography>
        <Chip tone={isOver ? 'neutral' : 'low'}>{t(`anomalies.state.${anomaly.state}`)}</Chip>
        {incident?.state === 'acknowledged' && <Chip tone="ok">{t('anomalies.state.acknowledged')}</Chip>}
        <Typography component="span" sx={{ color: 'text.secondary' }}>{span(anomaly, isOver)}</Typography>
      </Box>
      <AnomalyView
        detail={detail}
        why={detail.explanation !== null && <ExplanationPanel explanation={detail.explanation} />}
        before={<ShortlyBefore anomaly={anomaly.id} />}
        changes={<ChangesPanel anomaly={anomaly} />}
        marks={marks}
        judge={<FeedbackPanel anomaly={anomaly} incident={incident} />}
      />
    </Page>
  );
}
