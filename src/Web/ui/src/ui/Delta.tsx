import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { VisuallyHidden } from './VisuallyHidden';

/** A change against an earlier amount. Neither green nor red: more spend is neither good nor bad by itself. */
export function Delta({ now, before, title }: { now: number; before: number; title?: string }) {
  const format = useFormat();
  const { t } = useTranslation();
  if (before <= 0) return <Box component="span" sx={{ color: 'text.secondary' }}>{now > 0 ? t('spend.new') : t('common.none')}</Box>;
  const change = now / before - 1;
  const arrow = Math.abs(change) < 0.0005 ? '' : change > 0 ? '↑ ' : '↓ ';
  return (
    <Box component="span" title={title} sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap', fontWeight: Math.abs(change) >= 0.25 ? 600 : 400 }}>
      <span aria-hidden>{arrow + format.percent(Math.abs(change), Math.abs(change) < 0.1 ? 1 : 0)}</span>
      <VisuallyHidden>{format.percentDelta(change)}</VisuallyHidden>
    </Box>
  );
}
