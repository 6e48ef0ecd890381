import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { sourceKindsQuery } from '@/api/queries';
import { BackToSources } from '@/features/sources/components/BackToSources';
import { KindPicker } from '@/features/sources/components/KindPicker';
import { SourceForm } from '@/features/sources/components/SourceForm';
import { sourceAddress } from '@/features/sources/model/sources';
import { text, type Fields } from '@/url/search-state';
import { useSearchState } from '@/url/use-search-state';
import { DataState } from '@/ui/DataState';
import { Page } from '@/ui/Page';

const fields: Fields<{ kind: string | null }> = { kind: text(/^[\w.-]+$/) };

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [{ kind: name }] = useSearchState(fields);
  const query = useQuery(sourceKindsQuery());
  const kind = query.data?.items.find((item) => item.kind === name);
  return (
    <Page
      title={t('sources.add')}
      above={<BackToSources />}
      actions={kind === undefined ? undefined : <Button component={Link} to="/sources/new" variant="outlined">{t('sources.otherKind')}</Button>}
    >
      <DataState what={t('sources.kinds')} query={query} height={320}>
        {(data) => kind === undefined
          ? <KindPicker kinds={data.items} />
          : <SourceForm key={kind.kind} kind={kind} source={null} onSaved={(id) => void navigate(sourceAddress(id))} />}
      </DataState>
    </Page>
  );
}
