import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { UsageReceipt } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { FaultList } from './FaultList';

interface ImportResultProps {
  receipt: UsageReceipt;
  onOther: () => void;
  /** Takes the same rows as a correction of those that are known. */
  onReplace: (() => void) | undefined;
}

const counts = ['accepted', 'restated', 'duplicates', 'rejected', 'unpriced'] as const;

/** What became of the file. */
export function ImportResult({ receipt, onOther, onReplace }: ImportResultProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const taken = receipt.accepted + receipt.restated;
  const outcome = receipt.body !== 'complete' ? 'partial' : taken > 0 ? 'taken' : receipt.duplicates > 0 ? 'known' : 'nothing';
  const severity = { partial: 'warning', taken: receipt.rejected > 0 ? 'warning' : 'success', known: 'info', nothing: 'error' } as const;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2.5 }}>
      <Alert severity={severity[outcome]} role="status">{t(`onboarding.outcome.${outcome}`, { count: taken, taken: format.countExact(taken) })}</Alert>
      <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))', gap: 1.5 }}>
        {counts.map((name) => (
          <Box key={name} sx={{ display: 'flex', flexDirection: 'column', px: 1.5, py: 1.25, bgcolor: 'raised', borderRadius: 1 }}>
            <Typography component="dt" variant="caption" sx={{ color: 'text.secondary' }}>{t(`onboarding.counted.${name}`)}</Typography>
            <Typography component="dd" sx={{ m: 0, fontSize: 20, fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>{format.countExact(receipt[name])}</Typography>
          </Box>
        ))}
      </Box>
      {receipt.errors.length > 0 && <FaultList errors={receipt.errors} title={t('onboarding.faults', { count: Math.max(receipt.rejected, receipt.errors.length) })} />}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
        {taken > 0 && <Button variant="contained" component={Link} to="/">{t('onboarding.seeCosts')}</Button>}
        <Button variant="outlined" onClick={onOther}>{t('onboarding.nextFile')}</Button>
        {receipt.duplicates > 0 && taken === 0 && onReplace !== undefined && <Button variant="outlined" onClick={onReplace}>{t('onboarding.replace')}</Button>}
      </Box>
    </Box>
  );
}
