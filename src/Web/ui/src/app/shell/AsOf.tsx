import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { summaryQuery } from '@/api/queries';
import { useFormat } from '@/format/use-format';

/** When the figures on the page were true. */
export function AsOf({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery(summaryQuery(scope));
  if (data === undefined) return null;
  return (
    <Typography variant="caption" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }} title={t('common.utc', { zone: format.zone })}>
      {t('common.asOf', { time: format.time(data.asOf, true) })}
    </Typography>
  );
}
