import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { CommandBlock } from '@/ui/CommandBlock';
import { deployCommand } from '../model/change-form';

/** Nothing is known of changes: how a pipeline tells them from now on. */
export function HowToTell({ title, scope }: { title: string; scope: string }) {
  const { t } = useTranslation();
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
      <Typography sx={{ fontWeight: 600 }}>{title}</Typography>
      <Typography sx={{ color: 'text.secondary' }}>{t('changes.noneHint', { permission: t('identity.permission.ingest') })}</Typography>
      <CommandBlock label={t('changes.command')} text={deployCommand(window.location.origin, scope, t('changes.example'))} />
    </Box>
  );
}
