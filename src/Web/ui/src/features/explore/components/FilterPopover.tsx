import Box from '@mui/material/Box';
import List from '@mui/material/List';
import ListItemButton from '@mui/material/ListItemButton';
import Popover from '@mui/material/Popover';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { ChoiceField } from '@/ui/ChoiceField';
import { DataState } from '@/ui/DataState';
import { Segmented } from '@/ui/Segmented';
import { useDimensionValue } from '@/ui/use-dimension-value';
import { dimensions, type Dimension } from '@/url/dimensions';
import type { Filter } from '@/url/filters';
import { dimensionValuesQuery } from '../api/queries';

interface FilterPopoverProps {
  anchor: HTMLElement;
  place: { scope: string; from: string; to: string };
  onClose: () => void;
  onAdd: (filter: Filter) => void;
}

/** A dimension, then one of the values it has in the range, by typing a part of it. */
export function FilterPopover({ anchor, place, onClose, onAdd }: FilterPopoverProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useDimensionValue();
  const [dimension, setDimension] = useState<Dimension>('model');
  const [mode, setMode] = useState<'only' | 'not'>('only');
  const [text, setText] = useState('');
  const search = useDeferredValue(text.trim());
  const query = useQuery(dimensionValuesQuery({ ...place, dimension, search }));
  return (
    <Popover open anchorEl={anchor} onClose={onClose} anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }} slotProps={{ paper: { role: 'dialog', 'aria-label': t('explore.addFilter'), sx: { border: 1, borderColor: 'divider', p: 2, width: 380, display: 'flex', flexDirection: 'column', gap: 1.5 } } }}>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', justifyContent: 'space-between' }}>
        <ChoiceField label={t('explore.dimensionTitle')} value={dimension} width={150} options={dimensions.map((value) => ({ value, label: t(`explore.dimension.${value}`) }))} onChange={(next) => { setDimension(next); setText(''); }} />
        <Segmented label={t('explore.mode')} value={mode} options={[{ value: 'only', label: t('explore.only') }, { value: 'not', label: t('explore.exclude') }]} onChange={setMode} />
      </Box>
      <TextField autoFocus size="small" label={t('explore.searchValue')} value={text} onChange={(event) => setText(event.target.value)} slotProps={{ htmlInput: { autoComplete: 'off' } }} />
      <Box sx={{ height: 260, overflow: 'auto', mx: -2, mb: -1 }}>
        <DataState what={t('explore.values')} query={query} height={240}>
          {(data) => data.dimension !== dimension ? null : data.items.length === 0 ? (
            <Typography sx={{ px: 2, py: 1, color: 'text.secondary' }}>{t('explore.noValues')}</Typography>
          ) : (
            <>
              <List dense disablePadding aria-label={t('explore.values')}>
                {data.items.map((item) => (
                  <ListItemButton key={item.value} onClick={() => onAdd({ dimension, value: item.value, isExcluded: mode === 'not' })} sx={{ gap: 2, px: 2 }}>
                    <Box component="span" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere', fontSize: 13 }}>{nameOf(dimension, item.value)}</Box>
                    <Typography component="span" variant="caption" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>{format.money(item.cost)}</Typography>
                  </ListItemButton>
                ))}
              </List>
              {data.total > data.items.length && <Typography variant="caption" component="p" sx={{ px: 2, py: 1, color: 'text.secondary' }}>{t('explore.moreValues', { shown: data.items.length, total: data.total })}</Typography>}
            </>
          )}
        </DataState>
      </Box>
    </Popover>
  );
}
