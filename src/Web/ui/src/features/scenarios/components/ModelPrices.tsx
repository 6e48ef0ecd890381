import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useTranslation } from 'react-i18next';
import { CloseIcon, PlusIcon } from '@/ui/icons';
import { MAX_ROWS, type ModelPrice } from '@/url/scenario-state';
import type { ModelChoice } from '../api/types';
import { ModelSelect } from './ModelSelect';
import { NumberField } from './NumberField';

interface ModelPricesProps {
  prices: readonly ModelPrice[];
  models: readonly ModelChoice[];
  onChange: (prices: readonly ModelPrice[]) => void;
}

/** Models whose price changes on its own. */
export function ModelPrices({ prices, models, onChange }: ModelPricesProps) {
  const { t } = useTranslation();
  const change = (at: number, patch: Partial<ModelPrice>) => onChange(prices.map((price, i) => (i === at ? { ...price, ...patch } : price)));
  const free = models.filter((model) => !prices.some((price) => price.model === model.model && price.provider === model.provider));
  const first = free.find((model) => model.isUsed) ?? free[0];
  return (
    <>
      {prices.map((price, i) => (
        <Box key={i} sx={{ display: 'flex', alignItems: 'center', gap: 0.5, mt: 1 }}>
          <ModelSelect label={t('scenarios.priceOf')} value={price} models={models} onChange={(name) => change(i, name)} />
          <NumberField label={t('scenarios.priceChange', { model: price.model })} value={Math.round((price.factor - 1) * 1e4) / 100} min={-100} max={9_900} unit="%" width={84} onChange={(percent) => change(i, { factor: (percent + 100) / 100 })} />
          <IconButton size="small" aria-label={t('scenarios.removePrice')} onClick={() => onChange(prices.filter((_, at) => at !== i))}><CloseIcon /></IconButton>
        </Box>
      ))}
      {prices.length < MAX_ROWS - 1 && first !== undefined && (
        <Button variant="outlined" color="inherit" data-print="hide" onClick={() => onChange([...prices, { provider: first.provider, model: first.model, factor: 1.1 }])} startIcon={<PlusIcon sx={{ fontSize: 16 }} />} sx={{ alignSelf: 'flex-start', borderColor: 'divider', fontSize: 13, mt: 0.5 }}>{t('scenarios.addPrice')}</Button>
      )}
    </>
  );
}
