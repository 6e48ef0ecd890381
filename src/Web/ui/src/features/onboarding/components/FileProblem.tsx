import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import { useExplain } from '@/ui/use-explain';

/** Why a file was not read at all, and what can be done. */
export function FileProblem({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const explain = useExplain();
  if (error instanceof ApiProblem && error.status === 413) return <Alert severity="error">{t('onboarding.fileFault.tooLarge')}</Alert>;
  if (!(error instanceof ApiProblem) || error.kind !== 'invalid') return <Alert severity="error">{explain(error)}</Alert>;
  return (
    <Alert severity="error">
      {t('onboarding.fileFault.unreadable')}
      <Box component="p" lang="en" sx={{ m: 0, mt: 0.5, overflowWrap: 'anywhere' }}>{Object.values(error.fields).flat().join(' ') || error.message}</Box>
    </Alert>
  );
}
