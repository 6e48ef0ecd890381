import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { ChevronDownIcon } from '@/ui/icons';
import { useMay } from '@/ui/use-session';
import { managePages } from '@/url/pages';

/** The pages that are set up once and looked at now and then. */
export function ManageMenu() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const may = useMay();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const isHere = managePages.some((page) => pathname === page.address || pathname.startsWith(`${page.address}/`));
  return (
    <>
      <Button
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        endIcon={<ChevronDownIcon sx={{ fontSize: 16 }} />}
        sx={{
          height: { xs: 40, md: 56 }, px: { xs: 1, md: 1.5 }, minWidth: 0, borderRadius: 0, fontSize: 14, whiteSpace: 'nowrap',
          fontWeight: isHere ? 600 : 400, color: isHere ? 'text.primary' : 'text.secondary',
          borderBottom: '2px solid', borderTop: '2px solid transparent', borderBottomColor: isHere ? 'primary.main' : 'transparent',
          '& .MuiButton-endIcon': { ml: 0.25 },
          '&:hover': { color: 'text.primary', bgcolor: 'transparent' },
        }}
      >
        {t('nav.manage')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} slotProps={{ list: { dense: true, 'aria-label': t('nav.manage') } }}>
        {managePages.filter((page) => may(page.needs, page.on)).map((page) => (
          <MenuItem
            key={page.name}
            component={Link}
            to={page.address}
            selected={pathname === page.address}
            onClick={() => setAnchor(null)}
            sx={{ minWidth: 180 }}
          >
            {t(`nav.pages.${page.name}`)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
