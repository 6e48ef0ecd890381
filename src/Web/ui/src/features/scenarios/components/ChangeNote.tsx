import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Quantiles } from '@/api/types';
import { useFormat } from '@/format/use-format';

interface ChangeNoteProps {
  before: Quantiles | number;
  after: Quantiles | number;
}

const middle = (value: Quantiles | number) => (typeof value === 'number' ? value : value.p50);

/** Beneath a total with the changes: what it is without them, and how sure it is. */
export function ChangeNote({ before, after }: ChangeNoteProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [old, next] = [middle(before), middle(after)];
  const change = old > 0 ? next / old - 1 : null;
  const note = { variant: 'caption', component: 'p', sx: { color: 'text.secondary', fontVariantNumeric: 'tabular-nums' } } as const;
  return (
    <>
      <Typography {...note}>
        {t('scenarios.insteadOfAmount', { amount: format.money(old) })}
        {Math.abs(next - old) >= 0.005 && (
          <Box component="span" sx={{ color: 'text.primary', fontWeight: 600, ml: 0.75 }}>{`${format.moneyDelta(next - old)}${change === null ? '' : ` (${format.percentDelta(change)})`}`}</Box>
        )}
      </Typography>
      {typeof after !== 'number' && <Typography {...note}>{t('scenarios.interval', { range: format.moneyRange(after.p10, after.p90) })}</Typography>}
    </>
  );
}
