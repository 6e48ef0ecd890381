import Box from '@mui/material/Box';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useId, type ReactNode } from 'react';
import { TableFrame } from './TableFrame';

export interface TableHeading {
  label: string;
  isRight?: boolean;
}

interface ScrollTableProps {
  /** The name of the table, or the id of what says it. */
  label?: string;
  labelledBy?: string;
  headings: readonly TableHeading[];
  maxHeight: number;
  /** Reaches the edges of its panel; else it has a frame of its own. */
  isFlush?: boolean;
  /** The rows. */
  children: ReactNode;
}

/** A table of many rows that scrolls beneath its headings, also by key. */
export function ScrollTable({ label, labelledBy, headings, maxHeight, isFlush = false, children }: ScrollTableProps) {
  return (
    <TableFrame label={label} labelledBy={labelledBy} look={isFlush ? 'flush' : 'framed'} maxHeight={maxHeight}>
      <TableHead>
        <TableRow>
          {headings.map((heading) => <TableCell key={heading.label} scope="col" align={heading.isRight === true ? 'right' : 'left'}>{heading.label}</TableCell>)}
        </TableRow>
      </TableHead>
      <TableBody>{children}</TableBody>
    </TableFrame>
  );
}

interface TitledTableProps {
  title: string;
  hint?: string;
  headings: readonly TableHeading[];
  maxHeight: number;
  /** The rows. */
  children: ReactNode;
}

/** Such a table below its title. */
export function TitledTable({ title, hint, headings, maxHeight, children }: TitledTableProps) {
  const id = useId();
  return (
    <Box>
      <Typography variant="h3" id={id} sx={{ mb: hint === undefined ? 1 : 0 }}>{title}</Typography>
      {hint !== undefined && <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>{hint}</Typography>}
      <ScrollTable labelledBy={id} headings={headings} maxHeight={maxHeight}>{children}</ScrollTable>
    </Box>
  );
}
