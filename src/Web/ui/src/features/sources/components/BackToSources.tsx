import MuiLink from '@mui/material/Link';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { BackIcon } from '@/ui/icons';

export function BackToSources() {
  const { t } = useTranslation();
  return (
    <MuiLink component={Link} to="/sources" color="text.secondary" data-print="hide" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, mb: 0.5, fontSize: 13 }}>
      <BackIcon sx={{ fontSize: 16 }} />
      {t('nav.pages.sources')}
    </MuiLink>
  );
}
