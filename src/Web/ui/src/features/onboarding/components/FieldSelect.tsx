import TextField from '@mui/material/TextField';
import { useTranslation } from 'react-i18next';
import type { ImportColumn } from '@/api/types';
import { fieldGroups, isKnownField, moreUnits, tagOf, type FieldGroup } from '../model/mapping';
import { useFieldName } from './use-field-name';

interface FieldSelectProps {
  column: ImportColumn;
  fields: readonly string[];
  onChoose: (field: string) => void;
}

/** What a column is read as: the browser's own list, as there may be one for each of a hundred columns. */
export function FieldSelect({ column, fields, onChoose }: FieldSelectProps) {
  const { t } = useTranslation();
  const nameOf = useFieldName();
  const own = column.field !== null && !isKnownField(column.field) && !fields.includes(column.field) ? column.field : null;
  return (
    <TextField
      select
      fullWidth
      size="small"
      value={column.field ?? ''}
      onChange={(event) => onChoose(event.target.value)}
      slotProps={{ select: { native: true }, htmlInput: { 'aria-label': t('onboarding.readColumnAs', { column: column.name }) } }}
    >
      <option value="">{t('onboarding.leaveOut')}</option>
      {(Object.keys(fieldGroups) as FieldGroup[]).map((group) => (
        <optgroup key={group} label={t(`onboarding.group.${group}`)}>
          {fieldGroups[group].map((field) => <option key={field} value={field}>{nameOf(field)}</option>)}
          {group === 'usage' && moreUnits(fields).map((unit) => <option key={unit} value={unit}>{unit}</option>)}
          {group === 'other' && <option value={own ?? tagOf(column.name)}>{nameOf(own ?? tagOf(column.name))}</option>}
        </optgroup>
      ))}
    </TextField>
  );
}
