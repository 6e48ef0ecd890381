import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { EmptyNote } from '@/ui/DataState';
import { useActor, useMay } from '@/ui/use-session';
import { useWhoMay } from '@/ui/use-who-may';
import { pageOf } from '@/url/pages';

/** A page only for who may see it: said at once, instead of by each of its cards. */
export function PageGuard({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const may = useMay();
  const whoMay = useWhoMay();
  const actor = useActor();
  const page = pageOf(pathname);
  if (page === undefined || may(page.needs, page.on)) return children;
  const isNobody = actor?.permissions.length === 0;
  return (
    <Box sx={{ py: 8 }}>
      <EmptyNote
        page
        title={isNobody ? t('identity.noRole') : t('identity.notForYou', { page: t(`nav.pages.${page.name}`) })}
        hint={isNobody ? t('identity.noRoleHint') : may(page.needs) ? t('identity.wholeOrganization') : whoMay(page.needs)}
        height={280}
        action={isNobody ? undefined : <Button component={Link} to="/" variant="outlined">{t('common.missing.back')}</Button>}
      />
    </Box>
  );
}
