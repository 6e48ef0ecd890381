import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { sourceKindsQuery, sourceQuery } from '@/api/queries';
import { BackToSources } from '@/features/sources/components/BackToSources';
import { SourceForm } from '@/features/sources/components/SourceForm';
import { sourceAddress } from '@/features/sources/model/sources';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Page } from '@/ui/Page';

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id } = useParams();
  const source = useQuery(sourceQuery(id!));
  const kinds = useQuery(sourceKindsQuery());
  const kind = kinds.data?.items.find((item) => item.kind === source.data?.kind);
  return (
    <Page title={source.data === undefined ? t('sources.edit') : t('sources.editTitle', { name: source.data.name })} above={<BackToSources />}>
      <DataState what={t('sources.kinds')} query={kinds} height={320}>
        {() => (
          <DataState what={t('sources.source')} query={source} height={320}>
            {(data) => kind === undefined
              ? <EmptyNote title={t('sources.unknownKind')} hint={data.kind} />
              : <SourceForm key={data.id} kind={kind} source={data} onSaved={(saved) => void navigate(sourceAddress(saved))} />}
          </DataState>
        )}
      </DataState>
    </Page>
  );
}
