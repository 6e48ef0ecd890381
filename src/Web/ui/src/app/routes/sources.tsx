import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sourcesQuery } from '@/api/queries';
import { CoveragePanel } from '@/features/sources/components/CoveragePanel';
import { DriftPanel } from '@/features/sources/components/DriftPanel';
import { PushPanel } from '@/features/sources/components/PushPanel';
import { SourcesPanel } from '@/features/sources/components/SourcesPanel';
import { Page, Row } from '@/ui/Page';
import { PlusIcon, UploadIcon } from '@/ui/icons';
import { Allowed, Permitted } from '@/ui/Permitted';

export function Component() {
  const { t } = useTranslation();
  const { data } = useQuery(sourcesQuery());
  const isEmpty = data?.items.length === 0;
  return (
    <Page
      title={t('nav.pages.sources')}
      actions={(
        <Box data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          <Allowed permission="ingest" scope="org"><Button component={Link} to="/sources/upload" variant="outlined" startIcon={<UploadIcon />}>{t('sources.upload')}</Button></Allowed>
          {!isEmpty && <Permitted permission="manageSources" scope="org"><Button component={Link} to="/sources/new" variant="contained" startIcon={<PlusIcon />}>{t('sources.add')}</Button></Permitted>}
        </Box>
      )}
    >
      <SourcesPanel />
      {isEmpty && <PushPanel />}
      <Row columns="minmax(0, 2fr) minmax(320px, 1fr)">
        <DriftPanel />
        <CoveragePanel />
      </Row>
      {!isEmpty && <PushPanel />}
    </Page>
  );
}
