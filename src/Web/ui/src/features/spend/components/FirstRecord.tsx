import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyIcon } from '@/ui/icons';
import { firstRecordCommand } from '../model/first-record';

/** No source is connected yet: the one next step, ready to be copied. */
export function FirstRecord() {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const [command] = useState(() => firstRecordCommand(window.location.origin, new Date()));
  return (
    <Box component="section" sx={{ bgcolor: 'background.paper', border: 1, borderColor: 'divider', borderRadius: 1, p: { xs: 2, md: 4 }, maxWidth: 860, mx: 'auto', mt: 4, width: '100%' }}>
      <Typography variant="h2" sx={{ fontSize: 18, lineHeight: '26px' }}>{t('common.first.title')}</Typography>
      <Typography sx={{ color: 'text.secondary', mt: 0.5, mb: 2 }}>{t('common.first.text')}</Typography>
      <Box component="pre" tabIndex={0} sx={{ m: 0, p: 2, bgcolor: 'raised', borderRadius: 1, overflowX: 'auto', fontSize: 13, lineHeight: '20px' }}>{command}</Box>
      <Button variant="outlined" startIcon={<CopyIcon />} sx={{ mt: 2 }} onClick={() => void navigator.clipboard.writeText(command).then(() => setCopied(true))}>
        {t(isCopied ? 'common.first.copied' : 'common.first.copy')}
      </Button>
    </Box>
  );
}
