import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { unpricedQuery } from '@/api/queries';
import { useFormat } from '@/format/use-format';
import { MediumIcon } from '@/ui/icons';

/** A missing price is never shown as zero spend: it is said. */
export function UnpricedNotice() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery(unpricedQuery());
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  const names = items.slice(0, 4).map((item) => item.model || t('spend.unnamedModel'));
  const count = items.reduce((sum, item) => sum + item.unpriced, 0);
  return (
    <Box role="note" sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', bgcolor: 'soft.medium', color: 'text.primary', borderRadius: 1, px: 2, py: 1 }}>
      <MediumIcon sx={{ color: 'tone.medium', mt: '1px' }} />
      <span>
        {t('spend.unpriced', { count, records: format.countExact(count), models: names.join(', ') + (items.length > 4 ? ` +${items.length - 4}` : '') })}{' '}
        <MuiLink component={Link} to="/sources" color="text.primary" underline="always">{t('nav.pages.sources')}</MuiLink>
      </span>
    </Box>
  );
}
