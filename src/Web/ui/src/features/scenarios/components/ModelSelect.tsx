import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelChoice } from '../api/types';

export interface ModelName {
  provider: string;
  model: string;
}

interface ModelSelectProps {
  label: string;
  value: ModelName;
  models: readonly ModelChoice[];
  /** Only those that the scope uses, with one for all others. */
  isSource?: boolean;
  onChange: (value: ModelName) => void;
}

const isSame = (a: ModelName, b: ModelName) => a.model === b.model && a.provider === b.provider;
const others: ModelChoice = { provider: '*', model: '*', isUsed: true };

/** A model by typing a part of its name; those in use come first. */
export function ModelSelect({ label, value, models, isSource = false, onChange }: ModelSelectProps) {
  const { t } = useTranslation();
  const id = useId();
  const offered = isSource ? [...models.filter((one) => one.isUsed), others] : models.toSorted((a, b) => Number(b.isUsed) - Number(a.isUsed));
  const known = offered.find((one) => isSame(one, value));
  // What the catalogue does not know any more stays chosen.
  const chosen = known ?? { ...value, isUsed: false };
  return (
    <Autocomplete
      id={id}
      size="small"
      fullWidth
      disableClearable
      autoHighlight
      options={known === undefined ? [chosen, ...offered] : offered}
      value={chosen}
      onChange={(_, { provider, model }) => onChange({ provider, model })}
      isOptionEqualToValue={isSame}
      getOptionLabel={({ model }) => (model === '*' ? t('scenarios.allModels') : model)}
      getOptionKey={({ provider, model }) => `${provider}|${model}`}
      groupBy={isSource ? undefined : ({ isUsed }) => t(isUsed ? 'scenarios.inUse' : 'scenarios.catalogue')}
      openText={t('guidance.openList')}
      closeText={t('common.close')}
      noOptionsText={t('scenarios.noSuchModel')}
      renderOption={({ key, ...props }, option) => (
        <Box component="li" key={key} {...props} sx={{ display: 'flex', gap: 1.5, alignItems: 'baseline', fontSize: 13 }}>
          <Box component="span" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{option.model === '*' ? t('scenarios.allModels') : option.model}</Box>
          {option.model !== '*' && <Typography component="span" variant="caption" sx={{ color: 'text.secondary' }}>{option.provider}</Typography>}
        </Box>
      )}
      slotProps={{ popper: { placement: 'bottom-start', sx: { minWidth: 300 } } }}
      sx={{ '& .MuiOutlinedInput-root.MuiInputBase-sizeSmall': { py: '3px', fontSize: 13 }, '& .MuiInputLabel-root': { fontSize: 13 } }}
      renderInput={(params) => <TextField {...params} label={label} slotProps={{ ...params.slotProps, inputLabel: { ...params.slotProps.inputLabel, shrink: true } }} />}
    />
  );
}
