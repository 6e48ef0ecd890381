import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopesQuery } from '@/api/queries';
import { scopeNames } from '@/url/scope-path';
import { useScopeName } from './use-scope-name';
import { useHomeScope } from './use-session';

interface ScopeFieldProps {
  id: string;
  label: string;
  value: string | null;
  /** Beside other filters of a list: small, and none is as good as one. */
  compact?: boolean;
  placeholder?: string;
  error?: boolean;
  help?: ReactNode;
  onChange: (scope: string | null) => void;
  onBlur?: () => void;
}

const filterSize = { width: 220, '& .MuiOutlinedInput-root.MuiInputBase-sizeSmall': { py: '3px', fontSize: 13 }, '& .MuiInputLabel-root': { fontSize: 13 } };

const kinds = ['organization', 'team', 'project', 'resource'] as const;

/** A scope by typing a part of its name. */
export function ScopeField({ id, label, value, compact = false, placeholder, error = false, help, onChange, onBlur }: ScopeFieldProps) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const home = useHomeScope();
  const [text, setText] = useState('');
  const name = (key: string) => scopeName.path(key);
  // The chosen name fills the field; the search goes on with what is typed beyond it.
  const search = useDeferredValue(value !== null && text === name(value) ? '' : text.trim());
  const { data, isFetching } = useQuery(scopesQuery(search, home));
  const isHome = name(home).toLowerCase().includes(search.toLowerCase());
  const found = (data?.items ?? []).map((scope) => scope.key).filter((key) => key !== 'org');
  const options = [...new Set([...(value === null ? [] : [value]), ...(isHome ? [home] : []), ...found])];
  return (
    <Autocomplete
      id={id}
      size="small"
      options={options}
      value={value}
      onChange={(_, next) => onChange(next)}
      onInputChange={(_, next) => setText(next)}
      onBlur={onBlur}
      sx={compact ? filterSize : undefined}
      filterOptions={(all) => all}
      getOptionLabel={name}
      loading={isFetching}
      loadingText={t('common.loading')}
      noOptionsText={t('search.none', { text: search })}
      openText={t('guidance.openList')}
      closeText={t('common.close')}
      clearText={t('guidance.clear')}
      renderOption={({ key, ...props }, option) => (
        <Box component="li" key={key} {...props} sx={{ display: 'flex', gap: 1.5, alignItems: 'baseline' }}>
          <Box component="span" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{name(option)}</Box>
          <Typography component="span" variant="caption" sx={{ color: 'text.secondary' }}>{t(`common.kind.${kinds[(scopeNames(option) ?? []).length]!}`)}</Typography>
        </Box>
      )}
      renderInput={(params) => <TextField {...params} label={label} error={error} helperText={help} placeholder={placeholder} required={!compact} slotProps={compact ? { ...params.slotProps, inputLabel: { ...params.slotProps.inputLabel, shrink: true } } : params.slotProps} />}
    />
  );
}
