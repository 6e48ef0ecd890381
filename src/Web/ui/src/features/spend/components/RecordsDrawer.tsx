import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { CloseIcon } from '@/ui/icons';
import { RecordsTable } from './RecordsTable';

interface RecordsDrawerProps {
  scope: string;
  name: string;
  open: boolean;
  onClose: () => void;
}

export function RecordsDrawer({ scope, name, open, onClose }: RecordsDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer anchor="right" open={open} onClose={onClose} slotProps={{ paper: { 'aria-label': t('spend.behind'), role: 'dialog', sx: { width: { xs: '100%', md: 1060 }, borderLeft: 1, borderColor: 'divider' } } }}>
      <Box sx={{ display: 'flex', alignItems: 'center', px: 2, py: 1.5, borderBottom: 1, borderColor: 'divider' }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography variant="h2">{t('spend.behind')}</Typography>
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>{name}</Typography>
        </Box>
        <IconButton onClick={onClose} aria-label={t('common.close')}><CloseIcon /></IconButton>
      </Box>
      {open && <RecordsTable scope={scope} showResource />}
    </Drawer>
  );
}
