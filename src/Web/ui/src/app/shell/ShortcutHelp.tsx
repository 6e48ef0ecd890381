import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import MuiLink from '@mui/material/Link';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/use-format';
import { Kbd } from '@/ui/Kbd';
import { areShortcutsOn, setShortcuts } from '@/ui/shortcuts';
import { useMay } from '@/ui/use-session';
import { pages } from '@/url/pages';

export function ShortcutHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [on, setOn] = useState(areShortcutsOn);
  const rows = [
    { label: t('nav.help.rows.search'), keys: ['Ctrl K', '/'] },
    ...pages.filter((page) => may(page.needs, page.on)).map((page) => ({ label: t('nav.help.goTo', { page: t(`nav.pages.${page.name}`) }), keys: ['g', page.key] })),
    { label: t('nav.help.rows.pause'), keys: ['p'] },
    { label: t('nav.help.rows.help'), keys: ['?'] },
  ];
  return (
    <Dialog open={open} onClose={onClose} maxWidth="xs" fullWidth>
      <DialogTitle variant="h2">{t('nav.help.title')}</DialogTitle>
      <DialogContent>
        <Box sx={{ display: 'grid', gridTemplateColumns: '1fr auto', rowGap: 1, columnGap: 2, alignItems: 'center' }}>
          {rows.map(({ label, keys }) => (
            <Fragment key={label}>
              <span>{label}</span>
              <Box component="span" sx={{ display: 'flex', gap: 0.5, justifyContent: 'flex-end', alignItems: 'center' }}>
                {keys.map((key) => <Kbd key={key}>{key}</Kbd>)}
              </Box>
            </Fragment>
          ))}
        </Box>
        <MuiLink component={Link} to="/glossary" onClick={onClose} underline="always" sx={{ display: 'inline-block', mt: 2 }}>{t('figures.help')}</MuiLink>
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 1 }}>{t('nav.help.chart')}</Typography>
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 0.5 }}>{t('common.utc', { zone: format.zone })}</Typography>
      </DialogContent>
      <DialogActions sx={{ justifyContent: 'space-between', px: 3, pb: 2 }}>
        <FormControlLabel
          control={<Switch size="small" checked={on} onChange={(_, checked) => { setOn(checked); setShortcuts(checked); }} />}
          label={t('nav.help.enabled')}
        />
        <Button onClick={onClose} variant="outlined">{t('common.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
