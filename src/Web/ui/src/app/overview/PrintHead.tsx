import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import type { View } from '@/url/view';

/** What a sheet of paper has to say about itself: whose figures, read how, and of when. */
export function PrintHead({ scope, view, asOf }: { scope: string; view: View; asOf: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (asOf === undefined) return null;
  return (
    <Typography variant="caption" component="p" sx={{ display: 'none', color: 'text.secondary', '@media print': { display: 'block' } }}>
      {t('overview.printedFor', { scope, view: t(`overview.view.${view}`), time: format.dateTime(asOf), zone: format.zone, currency: format.currency })}
    </Typography>
  );
}
