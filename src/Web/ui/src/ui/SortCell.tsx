import Box from '@mui/material/Box';
import TableCell from '@mui/material/TableCell';
import TableSortLabel from '@mui/material/TableSortLabel';
import { FigureName } from './FigureName';
import type { FigureId } from './figures';
import type { SortOrder } from './sort-order';

interface SortCellProps {
  label: string;
  /** The heading in full, where the label is shortened. */
  full?: string;
  align?: 'left' | 'right';
  /** The order when the table is sorted by this column; null when it is not. */
  order: SortOrder | null;
  onSort: () => void;
  /** What the column holds, where it is a figure of the glossary. */
  figure?: FigureId | undefined;
  /** Whose figures these are. */
  scope?: string | undefined;
}

/** A heading by which a table can be sorted. */
export function SortCell({ label, full, align = 'left', order, onSort, figure, scope }: SortCellProps) {
  return (
    <TableCell scope="col" align={align} aria-sort={order === null ? undefined : order === 'desc' ? 'descending' : 'ascending'} title={full}>
      <TableSortLabel active={order !== null} direction={order ?? 'desc'} onClick={onSort} hideSortIcon IconComponent={SortArrow} sx={{ minHeight: 24, minWidth: 24 }}>
        {label}
      </TableSortLabel>
      {figure !== undefined && <FigureName bare id={figure} scope={scope} />}
    </TableCell>
  );
}

function SortArrow({ className }: { className?: string }) {
  return <Box component="span" className={className} aria-hidden sx={{ fontSize: 12, lineHeight: 1 }}>↓</Box>;
}
