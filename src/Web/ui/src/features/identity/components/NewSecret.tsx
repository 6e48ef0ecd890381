import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { firstRecordCommand, readCommand } from '@/api/send-commands';
import { CommandBlock } from '@/ui/CommandBlock';
import type { TokenMade } from '../api/types';

/** A secret, this once, and a request that uses it. */
export function NewSecret({ made }: { made: TokenMade }) {
  const { t } = useTranslation();
  const [command] = useState(() => {
    const { origin } = window.location;
    return made.token.permissions.includes('ingest') ? firstRecordCommand(origin, new Date(), made.secret) : readCommand(origin, made.token.scope.key, made.secret);
  });
  return (
    <>
      <Alert severity="warning">{t('identity.secret.once')}</Alert>
      <CommandBlock label={t('identity.secret.label')} text={made.secret} copy={t('identity.secret.copy')} />
      <Typography>{t('identity.secret.use')}</Typography>
      <CommandBlock label={t('identity.secret.command')} text={command} />
    </>
  );
}
