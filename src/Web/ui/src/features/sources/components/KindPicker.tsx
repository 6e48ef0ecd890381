import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import InputBase from '@mui/material/InputBase';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SourceKind } from '@/api/types';
import { compareNames } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { Chip } from '@/ui/SeverityChip';
import { VisuallyHidden } from '@/ui/VisuallyHidden';
import { SearchIcon } from '@/ui/icons';
import { groupKinds } from '../model/kinds';

/** The kinds of sources by provider, to choose one. */
export function KindPicker({ kinds }: { kinds: readonly SourceKind[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [search, setSearch] = useState('');
  const groups = groupKinds(kinds, search, format.language, compareNames(format.language));
  const found = groups.reduce((sum, group) => sum + group.kinds.length, 0);
  return (
    <Panel title={t('sources.chooseKind')} hint={t('sources.chooseKindHint')}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 1.5, height: 40, mb: 2, maxWidth: 480, border: 1, borderColor: 'control', borderRadius: 1, '&:focus-within': { outline: '2px solid var(--mui-palette-focus)', outlineOffset: 2 } }}>
        <SearchIcon sx={{ color: 'text.secondary' }} />
        <InputBase fullWidth autoFocus type="search" value={search} onChange={(event) => setSearch(event.target.value)} placeholder={t('sources.searchKind')} slotProps={{ input: { 'aria-label': t('sources.searchKind'), style: { outline: 'none' } } }} />
      </Box>
      <VisuallyHidden role="status">{t('sources.kindsFound', { count: found })}</VisuallyHidden>
      {groups.length === 0 && <EmptyNote title={t('search.none', { text: search.trim() })} hint={t('sources.noKindHint')} />}
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2.5 }}>
        {groups.map((group) => (
          <Box component="section" key={group.provider} aria-label={group.provider}>
            <Typography variant="h3" sx={{ mb: 1 }}>{group.provider}</Typography>
            <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))', lg: 'repeat(3, minmax(0, 1fr))' } }}>
              {group.kinds.map((kind) => <KindCard key={kind.kind} kind={kind} />)}
            </Box>
          </Box>
        ))}
      </Box>
    </Panel>
  );
}

function KindCard({ kind }: { kind: SourceKind }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  return (
    <ButtonBase
      component={Link}
      to={`/sources/new?kind=${encodeURIComponent(kind.kind)}`}
      aria-label={kind.title[language]}
      aria-describedby={`about-${kind.kind}`}
      sx={{ display: 'flex', flexDirection: 'column', alignItems: 'stretch', justifyContent: 'flex-start', textAlign: 'left', fontFamily: 'inherit', gap: 0.5, p: 1.5, borderRadius: 1, border: 1, borderColor: 'control', '&:hover': { bgcolor: 'soft.neutral' } }}
    >
      <Box component="span" sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        <Box component="span" sx={{ fontWeight: 600 }}>{kind.title[language]}</Box>
        {kind.layer === 'bill' && <Chip tone="low">{t('sources.layer.bill')}</Chip>}
      </Box>
      <Typography component="span" variant="caption" id={`about-${kind.kind}`} sx={{ color: 'text.secondary', display: '-webkit-box', WebkitLineClamp: 4, WebkitBoxOrient: 'vertical', overflow: 'hidden' }}>
        {kind.description[language]}
      </Typography>
    </ButtonBase>
  );
}
