import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sourceKindsQuery } from '@/api/queries';
import { compareNames } from '@/format/format';
import { providerOf } from '@/format/provider-of';
import { useFormat } from '@/format/use-format';
import { DataState } from '@/ui/DataState';
import { useMay } from '@/ui/use-session';
import { useWhoMay } from '@/ui/use-who-may';

/** Every kind of source that there is; each leads to its form. */
export function ConnectStep() {
  const { t } = useTranslation();
  const may = useMay();
  const whoMay = useWhoMay();
  const { language } = useFormat();
  const query = useQuery(sourceKindsQuery());
  if (!may('manageSources', 'org')) return <Alert severity="info">{whoMay('manageSources')}</Alert>;
  const compare = compareNames(language);
  return (
    <DataState what={t('sources.kinds')} query={query} height={240}>
      {({ items }) => (
        <Box component="ul" aria-label={t('sources.kinds')} sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))' }}>
          {items.map((kind) => ({ kind, provider: providerOf(kind.kind) })).toSorted((a, b) => compare(a.provider, b.provider) || compare(a.kind.title[language], b.kind.title[language])).map(({ kind, provider }) => (
            <Box component="li" key={kind.kind} sx={{ display: 'flex' }}>
              <ButtonBase
                component={Link}
                to={`/sources/new?kind=${encodeURIComponent(kind.kind)}`}
                sx={{ flex: 1, display: 'flex', flexDirection: 'column', alignItems: 'flex-start', justifyContent: 'flex-start', textAlign: 'left', fontFamily: 'inherit', gap: 0.25, px: 1.5, py: 1.25, borderRadius: 1, border: 1, borderColor: 'control', '&:hover': { bgcolor: 'soft.neutral' } }}
              >
                <Typography component="span" variant="caption" sx={{ color: 'text.secondary' }}>{provider}</Typography>
                <Box component="span" sx={{ fontWeight: 600, lineHeight: '20px' }}>{kind.title[language]}</Box>
              </ButtonBase>
            </Box>
          ))}
        </Box>
      )}
    </DataState>
  );
}
