import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isScopeDimension, type Dimension } from '@/url/dimensions';
import { useScopeName } from './use-scope-name';

const statuses = ['estimated', 'confirmed', 'invoiced'] as const;
const tiers = ['standard', 'batch', 'flex', 'priority', 'provisioned'] as const;

/** How the value of a dimension is called; what the records do not name has words of its own. */
export function useDimensionValue(): (dimension: Dimension, value: string) => string {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  return useMemo(() => (dimension, value) => {
    if (isScopeDimension(dimension)) return value === '' ? t('explore.unnamed') : scopeName.path(value);
    if (dimension === 'status') {
      const status = statuses.find((one) => one === value.toLowerCase());
      return status === undefined ? value : t(`spend.status.${status}`);
    }
    if (dimension === 'service_tier') {
      const tier = tiers.find((one) => one === (value === '' ? 'standard' : value));
      return tier === undefined ? value : t(`explore.tier.${tier}`);
    }
    return value === '' ? t('explore.without', { dimension: t(`explore.dimension.${dimension}`).toLowerCase() }) : value;
  }, [t, scopeName]);
}
