import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import type { UsageError } from '@/api/types';
import { useFormat } from '@/format/use-format';

/** Rows that are not taken: which, which field, and why. */
export function FaultRows({ errors }: { errors: readonly Pick<UsageError, 'line' | 'field' | 'message'>[] }) {
  const format = useFormat();
  return errors.map((error, index) => (
    <TableRow key={index}>
      <TableCell component="th" scope="row" align="right" sx={{ width: 80, fontVariantNumeric: 'tabular-nums' }}>{format.countExact(error.line)}</TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{error.field}</TableCell>
      <TableCell lang="en" sx={{ overflowWrap: 'anywhere' }}>{error.message}</TableCell>
    </TableRow>
  ));
}
