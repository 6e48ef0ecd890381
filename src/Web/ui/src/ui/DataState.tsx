import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useExplain } from './use-explain';

interface DataStateProps<T> {
  /** What is loaded, in words: it names the error. */
  what: string;
  query: { data: T | undefined; error: unknown; refetch: () => unknown; isFetching: boolean };
  height: number;
  children: (data: T) => ReactNode;
}

/** Skeleton, error with a way on, or the content. Content that is there stays there while it is fetched anew. */
export function DataState<T>({ what, query, height, children }: DataStateProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <ErrorNote what={what} error={query.error} retry={query.refetch} busy={query.isFetching} height={height} />;
  return <Waiting height={height} />;
}

function ErrorNote({ what, error, retry, busy, height }: { what: string; error: unknown; retry: () => unknown; busy: boolean; height: number }) {
  const { t } = useTranslation();
  const explain = useExplain();
  return (
    <Box role="alert" sx={{ minHeight: Math.min(height, 180), display: 'flex', flexDirection: 'column', alignItems: 'center', justifyContent: 'center', textAlign: 'center', gap: 1, p: 2 }}>
      <Typography variant="subtitle2">{t('common.error.title', { what })}</Typography>
      <Typography variant="body2" sx={{ color: 'text.secondary', maxWidth: 420 }}>{explain(error)}</Typography>
      <Button variant="outlined" onClick={() => void retry()} disabled={busy}>{t('common.retry')}</Button>
    </Box>
  );
}

function Waiting({ height }: { height: number }) {
  const { t } = useTranslation();
  const [stage, setStage] = useState<'quiet' | 'skeleton' | 'slow'>('quiet');
  // Outside system: the clock. A fast answer shows no skeleton at all.
  useEffect(() => {
    const timers = [setTimeout(() => setStage('skeleton'), 200), setTimeout(() => setStage('slow'), 2_500)];
    return () => timers.forEach(clearTimeout);
  }, []);
  return (
    <Box role="status" aria-label={t('common.loading')} sx={{ height, width: '100%', p: 1, display: 'flex', flexDirection: 'column', gap: 1 }}>
      {stage !== 'quiet' && <Skeleton variant="rounded" sx={{ flex: 1, height: 'auto' }} />}
      {stage === 'slow' && <Typography variant="caption" sx={{ color: 'text.secondary', textAlign: 'center' }}>{t('common.slow')}</Typography>}
    </Box>
  );
}

/** `page` when it is all that the page holds: then its title is the page's. */
export function EmptyNote({ title, hint, action, height = 160, page = false }: { title: string; hint?: string; action?: ReactNode; height?: number; page?: boolean }) {
  return (
    <Box sx={{ minHeight: height, flex: 1, display: 'flex', flexDirection: 'column', alignItems: 'center', justifyContent: 'center', textAlign: 'center', gap: 0.5, p: 2 }}>
      <Typography variant="subtitle2" component={page ? 'h1' : 'h6'}>{title}</Typography>
      {hint !== undefined && <Typography variant="body2" sx={{ color: 'text.secondary', maxWidth: 420 }}>{hint}</Typography>}
      {action !== undefined && <Box sx={{ mt: 1 }}>{action}</Box>}
    </Box>
  );
}
