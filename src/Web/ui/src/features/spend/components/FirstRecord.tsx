import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { firstRecordCommand } from '@/api/send-commands';
import { CommandBlock } from '@/ui/CommandBlock';
import { Permitted } from '@/ui/Permitted';

/** No source is connected yet: the one next step, ready to be copied. */
export function FirstRecord() {
  const { t } = useTranslation();
  const [command] = useState(() => firstRecordCommand(window.location.origin, new Date()));
  return (
    <Box component="section" sx={{ bgcolor: 'background.paper', border: 1, borderColor: 'divider', borderRadius: 1, p: { xs: 2, md: 4 }, maxWidth: 860, mx: 'auto', mt: 4, width: '100%' }}>
      <Typography variant="h2" sx={{ fontSize: 18, lineHeight: '26px' }}>{t('common.first.title')}</Typography>
      <Typography sx={{ color: 'text.secondary', mt: 0.5, mb: 2 }}>{t('common.first.text')}</Typography>
      <CommandBlock label={t('common.first.title')} text={command} />
      <Permitted permission="makeTokens">
        <Typography sx={{ mt: 2 }}>
          {t('common.first.token')} <MuiLink component={Link} to="/settings?tab=tokens" underline="always">{t('common.first.makeToken')}</MuiLink>
        </Typography>
      </Permitted>
      <Typography sx={{ mt: 1 }}>
        {t('common.first.or')} <MuiLink component={Link} to="/sources" underline="always">{t('nav.pages.sources')}</MuiLink>
      </Typography>
    </Box>
  );
}
