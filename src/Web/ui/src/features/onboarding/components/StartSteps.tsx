import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sourcesQuery } from '@/api/queries';
import { useFormat } from '@/format/use-format';
import { useMay } from '@/ui/use-session';
import { useSearchState } from '@/url/use-search-state';
import { firstSummaryQuery, sentQuery, uploadedQuery, useMakeSendToken } from '../api/use-onboarding';
import { openStep, startFields, steps, type Done } from '../model/steps';
import { ConnectStep } from './ConnectStep';
import { SendStep } from './SendStep';
import { StepCard } from './StepCard';
import { UploadFlow } from './UploadFlow';

/** Three ways to first figures. Each is ticked once it is done, and the page goes on to the next. */
export function StartSteps() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [{ step: chosen }, setState] = useSearchState(startFields);
  const { data: summary } = useQuery(firstSummaryQuery());
  const { data: sent } = useQuery({ ...sentQuery(), enabled: may('makeTokens') });
  const { data: uploaded } = useQuery({ ...uploadedQuery(), enabled: may('readAudit', 'org') });
  const { data: sources } = useQuery(sourcesQuery());
  // The secret outlives the folding of its step: it is shown once by the server, not once by the page.
  const token = useMakeSendToken();
  const [recordBefore, setRecordBefore] = useState<string | null>(null);
  const [hasUploaded, setUploaded] = useState(false);
  const lastRecordAt = summary?.lastRecordAt ?? null;
  const done: Done = {
    send: lastRecordAt !== null && (sent === true || (token.data !== undefined && lastRecordAt !== recordBefore && !hasUploaded)),
    upload: uploaded === true || hasUploaded,
    connect: (sources?.items.length ?? 0) > 0,
  };
  // Once a file was chosen, its step stays in sight until the reader goes on.
  const [hasFile, setFile] = useState(false);
  const open = openStep(chosen ?? (hasFile ? 'upload' : null), done);
  const toggle = (step: (typeof steps)[number]) => setState({ step: open === step ? 'none' : step }, { replace: true });
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, maxWidth: 1120, width: '100%' }}>
      <Typography sx={{ color: 'text.secondary' }}>{t('onboarding.intro')}</Typography>
      <Box role="status">
        {lastRecordAt !== null && (
          <Alert severity="success" action={<Button component={Link} to="/" size="small" variant="outlined" color="inherit">{t('onboarding.toOverview')}</Button>}>
            {t('onboarding.arrived', { time: format.dateTime(lastRecordAt) })}
          </Alert>
        )}
      </Box>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexDirection: 'column', gap: 1.5 }}>
        {steps.map((step, index) => (
          <StepCard key={step} number={index + 1} title={t(`onboarding.step.${step}`)} hint={t(`onboarding.stepHint.${step}`)} isDone={done[step]} isOpen={open === step} onToggle={() => toggle(step)}>
            {step === 'send' && <SendStep token={token} isDone={done.send} onMake={() => { setRecordBefore(lastRecordAt); token.mutate(t('onboarding.tokenName')); }} />}
            {step === 'upload' && <UploadFlow onChosen={() => setFile(true)} onDone={() => setUploaded(true)} />}
            {step === 'connect' && <ConnectStep />}
          </StepCard>
        ))}
      </Box>
    </Box>
  );
}
