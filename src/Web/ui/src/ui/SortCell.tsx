import Box from '@mui/material/Box';
import TableCell from '@mui/material/TableCell';
import TableSortLabel from '@mui/material/TableSortLabel';

export type SortOrder = 'desc' | 'asc';

interface SortCellProps {
  label: string;
  /** The heading in full, where the label is shortened. */
  full?: string;
  align?: 'left' | 'right';
  /** The order when the table is sorted by this column; null when it is not. */
  order: SortOrder | null;
  onSort: () => void;
}

/** A heading by which a table can be sorted. */
export function SortCell({ label, full, align = 'left', order, onSort }: SortCellProps) {
  return (
    <TableCell scope="col" align={align} aria-sort={order === null ? undefined : order === 'desc' ? 'descending' : 'ascending'} title={full}>
      <TableSortLabel active={order !== null} direction={order ?? 'desc'} onClick={onSort} hideSortIcon IconComponent={SortArrow}>
        {label}
      </TableSortLabel>
    </TableCell>
  );
}

function SortArrow({ className }: { className?: string }) {
  return <Box component="span" className={className} aria-hidden sx={{ fontSize: 12, lineHeight: 1 }}>↓</Box>;
}
