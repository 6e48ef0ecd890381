import MuiLink from '@mui/material/Link';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Panel } from '@/ui/Panel';
import { useMinute } from '@/ui/use-now';
import { valueQuery } from '../api/queries';
import { usualWindow } from '../model/value';
import { ValueTable } from './ValueTable';

/** What the scope's spend returned, for who answers for it; nothing where nobody counts. */
export function ValueSummary({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(valueQuery({ scope, ...usualWindow(useMinute()) }));
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Panel flush title={t('value.title')} hint={t('value.last30')} actions={<MuiLink component={Link} to={`/efficiency?scope=${encodeURIComponent(scope)}`} data-print="hide">{t('value.open')}</MuiLink>}>
      <ValueTable report={data} isOpen={false} />
    </Panel>
  );
}
