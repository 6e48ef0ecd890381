import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { ApiProblem } from '@/api/problem';
import { sourceKindsQuery, sourceQuery } from '@/api/queries';
import { BackToSources } from '@/features/sources/components/BackToSources';
import { SourceActions } from '@/features/sources/components/SourceActions';
import { SourceStatusChip } from '@/features/sources/components/SourceStatusChip';
import { SourceView } from '@/features/sources/components/SourceView';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Page } from '@/ui/Page';
import { ToldNote, type Told } from '@/ui/ToldNote';

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id } = useParams();
  const [told, setTold] = useState<Told | null>(null);
  const query = useQuery(sourceQuery(id!));
  const { data: kinds } = useQuery(sourceKindsQuery());
  const source = query.data;
  const kind = kinds?.items.find((item) => item.kind === source?.kind);
  if (query.error instanceof ApiProblem && query.error.kind === 'notFound') {
    return <Page title={t('nav.pages.sources')} above={<BackToSources />}><EmptyNote title={t('sources.gone')} hint={t('sources.goneHint', { id: id! })} /></Page>;
  }
  return (
    <Page
      title={source?.name ?? t('nav.pages.sources')}
      above={<BackToSources />}
      beside={source !== undefined && <SourceStatusChip status={source.state.status} />}
      actions={source !== undefined && (
        <Box data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <SourceActions source={source} readsByTime={kind?.readsByTime ?? true} onTold={setTold} onRemoved={() => void navigate('/sources')} />
        </Box>
      )}
    >
      <Box>
        <ToldNote told={told} onClose={() => setTold(null)} />
        <DataState what={t('sources.source')} query={query} height={320}>{(data) => <SourceView source={data} />}</DataState>
      </Box>
    </Page>
  );
}
