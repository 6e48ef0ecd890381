import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyNote } from '@/ui/DataState';
import { Permitted } from '@/ui/Permitted';

/** Nothing is connected: the two ways in. */
export function NoSources() {
  const { t } = useTranslation();
  return (
    <EmptyNote
      height={200}
      title={t('sources.none')}
      hint={t('sources.noneHint')}
      action={<Permitted permission="manageSources" scope="org"><Button component={Link} to="/sources/new" variant="contained">{t('sources.add')}</Button></Permitted>}
    />
  );
}
