import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseIcon, PlusIcon } from '@/ui/icons';
import { useDimensionValue } from '@/ui/use-dimension-value';
import type { Filter } from '@/url/filters';
import { withFilters } from '../model/explore-state';
import { FilterPopover } from './FilterPopover';

interface FilterBarProps {
  filters: readonly Filter[];
  /** Where and when values are looked for. */
  place: { scope: string; from: string; to: string };
  onChange: (filters: readonly Filter[]) => void;
}

/** What is looked at alone and what is left out; pressing one turns it round. */
export function FilterBar({ filters, place, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const nameOf = useDimensionValue();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const without = (at: number) => filters.filter((_, i) => i !== at);
  return (
    <Box role="group" aria-label={t('explore.filters')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      {filters.map((filter, i) => {
        const [dimension, value] = [t(`explore.dimension.${filter.dimension}`), nameOf(filter.dimension, filter.value)];
        const words = filter.isExcluded ? t('explore.isNot', { dimension, value }) : `${dimension}: ${value}`;
        return (
          <Chip
            key={`${filter.dimension}|${filter.value}`}
            size="small"
            variant="outlined"
            label={words}
            title={t('explore.turn')}
            onClick={() => onChange(filters.map((one, at) => (at === i ? { ...one, isExcluded: !one.isExcluded } : one)))}
            onDelete={() => onChange(without(i))}
            deleteIcon={<CloseIcon role="button" aria-label={t('explore.removeFilter', { filter: words })} data-print="hide" />}
            sx={{ height: 28, borderRadius: 0.75, fontSize: 13, borderStyle: filter.isExcluded ? 'dashed' : 'solid', borderColor: 'control', maxWidth: 360 }}
          />
        );
      })}
      <Button color="inherit" data-print="hide" aria-haspopup="dialog" onClick={(event) => setAnchor(event.currentTarget)} startIcon={<PlusIcon sx={{ fontSize: 16 }} />} sx={{ minHeight: 28, py: 0, color: 'text.secondary', fontSize: 13 }}>{t('explore.addFilter')}</Button>
      {filters.length > 1 && <Button color="inherit" data-print="hide" onClick={() => onChange([])} sx={{ minHeight: 28, py: 0, color: 'text.secondary', fontSize: 13 }}>{t('explore.clearFilters')}</Button>}
      {anchor !== null && (
        <FilterPopover
          anchor={anchor}
          place={place}
          onClose={() => setAnchor(null)}
          onAdd={(added) => {
            setAnchor(null);
            // Several values of one dimension are looked at together.
            const beside = filters.some((one) => one.dimension === added.dimension && !one.isExcluded) && !added.isExcluded;
            onChange(beside ? [...filters.filter((one) => one.dimension !== added.dimension || one.value !== added.value), added] : withFilters(filters, [added]));
          }}
        />
      )}
    </Box>
  );
}
