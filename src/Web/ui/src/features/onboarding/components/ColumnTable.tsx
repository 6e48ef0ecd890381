import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import { useTranslation } from 'react-i18next';
import type { ImportColumn, ImportPreview } from '@/api/types';
import { TitledTable } from '@/ui/ScrollTable';
import { FieldSelect } from './FieldSelect';
import { useFieldName } from './use-field-name';

interface ColumnTableProps {
  preview: ImportPreview;
  onChoose: (column: string, field: string) => void;
}

/** Every column of the file: what stands in it, and what it is read as. */
export function ColumnTable({ preview, onChoose }: ColumnTableProps) {
  const { t } = useTranslation();
  const unread = preview.columns.filter((column) => !column.isRead).length;
  const known = t(preview.canMap ? 'onboarding.columnsHint' : 'onboarding.columnsKnown');
  return (
    <TitledTable
      title={t('onboarding.columns')}
      hint={unread > 0 ? `${known} ${t('onboarding.columnsUnread', { count: unread })}` : known}
      maxHeight={600}
      headings={[{ label: t('onboarding.column') }, { label: t('onboarding.samples') }, { label: t('onboarding.readAs') }]}
    >
      {preview.columns.map((column, index) => (
        <TableRow key={index} sx={{ '& td, & th': { color: column.isRead ? undefined : 'text.secondary' } }}>
          <TableCell component="th" scope="row" sx={{ fontWeight: 600, overflowWrap: 'anywhere', minWidth: 120 }}>{column.name}</TableCell>
          <TableCell sx={{ color: 'text.secondary', fontSize: 13, overflowWrap: 'anywhere' }}>{column.samples.join(' · ')}</TableCell>
          <TableCell sx={{ width: 260 }}>
            {preview.canMap
              ? <FieldSelect column={column} fields={preview.fields} onChoose={(field) => onChoose(column.name, field)} />
              : <KnownField column={column} />}
          </TableCell>
        </TableRow>
      ))}
    </TitledTable>
  );
}

function KnownField({ column }: { column: ImportColumn }) {
  const { t } = useTranslation();
  const nameOf = useFieldName();
  return column.field !== null ? nameOf(column.field) : t(column.isRead ? 'onboarding.readTogether' : 'onboarding.notRead');
}
