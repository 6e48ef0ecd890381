import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MoreIcon } from '@/ui/icons';
import { scopeAddress } from '@/url/scope-path';

interface RowMenuProps {
  name: string;
  /** The value that is left out: of several dimensions, the last one's. */
  excluded: string;
  /** The scope that the row stands for; null where it stands for none. */
  scope: string | null;
  /** Null where records may not be read. */
  onRecords: (() => void) | null;
  onOnly: () => void;
  onExclude: () => void;
}

/** What can be done with a row besides going down. */
export function RowMenu({ name, excluded, scope, onRecords, onOnly, onExclude }: RowMenuProps) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const act = (deed: () => void) => () => {
    setAnchor(null);
    deed();
  };
  return (
    <>
      <IconButton size="small" aria-label={t('explore.actionsFor', { name })} aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}><MoreIcon /></IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} slotProps={{ list: { dense: true } }}>
        <MenuItem onClick={act(onOnly)}>{t('explore.onlyThis')}</MenuItem>
        <MenuItem onClick={act(onExclude)}>{t('explore.excludeThis', { value: excluded })}</MenuItem>
        {scope !== null && <MenuItem component={Link} to={scopeAddress(scope)}>{t('explore.openScope')}</MenuItem>}
        {onRecords !== null && <MenuItem onClick={act(onRecords)}>{t('spend.showRecords')}</MenuItem>}
      </Menu>
    </>
  );
}
