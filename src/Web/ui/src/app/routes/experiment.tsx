import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ApiProblem } from '@/api/problem';
import { experimentQuery } from '@/features/experiments/api/queries';
import { EndDialog } from '@/features/experiments/components/EndDialog';
import { ExperimentStatusChip } from '@/features/experiments/components/ExperimentStatusChip';
import { ExperimentView } from '@/features/experiments/components/ExperimentView';
import { BackLink } from '@/ui/BackLink';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Page } from '@/ui/Page';
import { Permitted } from '@/ui/Permitted';

export function Component() {
  const { t } = useTranslation();
  const { id } = useParams();
  const [end, setEnd] = useState<{ state: 'finished' | 'stopped'; isOpen: boolean }>({ state: 'finished', isOpen: false });
  const query = useQuery(experimentQuery(id!));
  const experiment = query.data?.experiment;
  const above = <BackLink to="/experiments" label={t('nav.pages.experiments')} />;
  if (query.error instanceof ApiProblem && query.error.kind === 'notFound') {
    return <Page title={t('nav.pages.experiments')} above={above}><EmptyNote title={t('experiments.gone')} hint={t('experiments.goneHint', { id: id! })} /></Page>;
  }
  return (
    <Page
      title={experiment?.name ?? t('nav.pages.experiments')}
      above={above}
      beside={experiment !== undefined && <ExperimentStatusChip experiment={experiment} />}
      actions={experiment?.state === 'running' && (
        <Permitted permission="manageExperiments" scope={experiment.scope.key}>
          <Box data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            <Button variant="contained" onClick={() => setEnd({ state: 'finished', isOpen: true })}>{t('experiments.end.finished')}</Button>
            <Button variant="outlined" onClick={() => setEnd({ state: 'stopped', isOpen: true })}>{t('experiments.end.stopped')}</Button>
          </Box>
        </Permitted>
      )}
    >
      <DataState what={t('nav.pages.experiments')} query={query} height={320}>{(data) => <ExperimentView detail={data} />}</DataState>
      {experiment !== undefined && <EndDialog key={end.state} open={end.isOpen} experiment={experiment} state={end.state} onClose={() => setEnd((last) => ({ ...last, isOpen: false }))} />}
    </Page>
  );
}
