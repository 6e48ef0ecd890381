import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { summaryQuery } from '@/api/queries';
import { browserZone } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { useLiveStatus } from '@/live/live-status';
import { useMinute } from '@/ui/use-now';

/** Polling asks every 30 s: figures older than this have missed several answers. */
const STALE = 120_000;

/** When the figures on the page were true, and whether that is too long ago. */
export function AsOf({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useMinute();
  const { state } = useLiveStatus();
  const { data } = useQuery(summaryQuery(scope));
  if (data === undefined) return null;
  const isStale = state === 'polling' && now - Date.parse(data.asOf) > STALE;
  // A zone that is not the browser's own has to be said.
  const clock = format.time(data.asOf, true);
  const time = format.zone === browserZone() ? clock : t('common.atZone', { time: clock, zone: format.zone });
  return (
    <Typography variant="caption" sx={{ color: isStale ? 'tone.high' : 'text.secondary', fontVariantNumeric: 'tabular-nums' }} title={t('common.utc', { zone: format.zone })}>
      {t(isStale ? 'common.stale' : 'common.asOf', { time })}
    </Typography>
  );
}
