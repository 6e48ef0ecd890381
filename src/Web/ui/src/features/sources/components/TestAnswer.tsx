import Alert from '@mui/material/Alert';
import CircularProgress from '@mui/material/CircularProgress';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { SourceTest } from '@/api/types';
import { useExplain } from '@/ui/use-explain';

interface TestAnswerProps {
  test: { data: SourceTest | undefined; error: unknown; isPending: boolean };
}

/** What a test of the connection showed, in words; also while it runs. */
export function TestAnswer({ test }: TestAnswerProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  return (
    <Box role="status" sx={{ minWidth: 0, width: '100%' }}>
      {test.isPending && (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
          <CircularProgress size={18} aria-hidden />
          <Typography>{t('sources.testing')}</Typography>
        </Box>
      )}
      {!test.isPending && test.error !== null && <Alert severity="error">{explain(test.error)}</Alert>}
      {!test.isPending && test.data !== undefined && (
        <Alert severity={test.data.fault === null ? 'success' : 'error'}>
          <Box component="span" sx={{ fontWeight: 600 }}>{test.data.fault === null ? t('sources.testOk') : t(`sources.fault.${test.data.fault}`)}</Box>
          {test.data.fault !== null && ` ${t(`sources.mend.${test.data.fault}`)}`}
          <Typography variant="caption" component="p" lang="en" sx={{ overflowWrap: 'anywhere' }}>{test.data.message}</Typography>
        </Alert>
      )}
    </Box>
  );
}
