import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sourcesQuery } from '@/api/queries';
import { compareNames } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { countByStatus, sortSources, sourceAddress } from '../model/sources';
import { SourceStatusChip } from './SourceStatusChip';

const SHOWN = 5;

/** Whether the figures can be trusted to be up to date: sources that need somebody first. */
export function SourcesHealth() {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(sourcesQuery());
  const all = sortSources(query.data?.items ?? [], { sort: 'status', order: 'desc' }, compareNames(format.language));
  const counts = countByStatus(all).map(({ status, count }) => `${t(`sources.status.${status}`)} ${format.countExact(count)}`);
  return (
    <Panel
      flush
      title={t('nav.pages.sources')} figure="sourceLag"
      hint={counts.length === 0 ? undefined : counts.join(' · ')}
      actions={<Button component={Link} to="/sources" sx={{ minHeight: 28 }} data-print="hide">{t('common.showAll')}</Button>}
    >
      <DataState what={t('nav.pages.sources')} query={query} height={120}>
        {() => all.length === 0 ? <EmptyNote title={t('overview.noSources')} hint={t('overview.noSourcesHint')} height={110} /> : (
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {all.slice(0, SHOWN).map((source) => (
              <Box component="li" key={source.id} sx={{ display: 'flex', alignItems: 'center', gap: 1.5, px: 2, py: 0.75, minHeight: 40, borderTop: 1, borderColor: 'divider' }}>
                <MuiLink component={Link} to={sourceAddress(source.id)} color="text.primary" noWrap title={source.name} sx={{ flex: 1, minWidth: 0 }}>{source.name}</MuiLink>
                <Box component="span" sx={{ color: 'text.secondary', fontSize: 12, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
                  {source.state.lagSeconds === null ? t('common.none') : t('overview.behind', { span: format.duration(source.state.lagSeconds * 1_000) })}
                </Box>
                <SourceStatusChip status={source.state.status} />
              </Box>
            ))}
          </Box>
        )}
      </DataState>
    </Panel>
  );
}
