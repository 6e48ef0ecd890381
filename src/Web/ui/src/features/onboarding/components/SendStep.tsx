import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { firstRecordCommand, firstRecordPowerShell } from '@/api/send-commands';
import { CommandBlock } from '@/ui/CommandBlock';
import { KeyIcon } from '@/ui/icons';
import { Segmented } from '@/ui/Segmented';
import { useExplain } from '@/ui/use-explain';
import { useMay } from '@/ui/use-session';
import { useWhoMay } from '@/ui/use-who-may';
import type { useMakeSendToken } from '../api/use-onboarding';

const commands = { bash: firstRecordCommand, powershell: firstRecordPowerShell };

interface SendStepProps {
  token: ReturnType<typeof useMakeSendToken>;
  isDone: boolean;
  onMake: () => void;
}

/** A token by one click, and the request that uses it. */
export function SendStep({ token, isDone, onMake }: SendStepProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const may = useMay();
  const whoMay = useWhoMay();
  const [shell, setShell] = useState<keyof typeof commands>('bash');
  const [now] = useState(() => new Date());
  const secret = token.data?.secret;
  const command = commands[shell](window.location.origin, now, secret);
  const mayMake = may('makeTokens') && may('ingest', 'org');
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, alignItems: 'flex-start' }}>
      {secret !== undefined && <Alert severity="warning" sx={{ width: '100%' }}>{t('onboarding.tokenOnce')}</Alert>}
      {secret === undefined && mayMake && (
        <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1.5 }}>
          <Button variant="contained" startIcon={<KeyIcon />} onClick={onMake} disabled={token.isPending}>{t('onboarding.makeToken')}</Button>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>{t('onboarding.makeTokenHint')}</Typography>
        </Box>
      )}
      {!mayMake && <Alert severity="info" sx={{ width: '100%' }}>{whoMay('ingest')}</Alert>}
      {token.error !== null && <Alert severity="error" sx={{ width: '100%' }}>{explain(token.error)}</Alert>}
      <Box sx={{ width: '100%', display: 'flex', flexDirection: 'column', gap: 1 }}>
        <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1.5, justifyContent: 'space-between' }}>
          <Typography variant="body2">{t(secret === undefined ? 'onboarding.commandWithout' : 'onboarding.commandReady')}</Typography>
          <Segmented label={t('onboarding.shell')} value={shell} options={[{ value: 'bash', label: 'bash' }, { value: 'powershell', label: 'PowerShell' }]} onChange={setShell} />
        </Box>
        <CommandBlock key={shell + (secret ?? '')} label={t('onboarding.command')} text={command} />
      </Box>
      <Box role="status" sx={{ display: 'flex', alignItems: 'center', gap: 1.25, color: 'text.secondary' }}>
        {!isDone && (
          <>
            <CircularProgress size={14} color="inherit" aria-hidden />
            <Typography variant="body2">{t('onboarding.waiting')}</Typography>
          </>
        )}
      </Box>
    </Box>
  );
}
