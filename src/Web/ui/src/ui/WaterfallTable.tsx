import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ReactNode } from 'react';
import { useFormat } from '@/format/use-format';
import { barOf, type Waterfall, type WaterfallStep } from './waterfall';

interface WaterfallTableProps<T> {
  label: string;
  fall: Waterfall<T>;
  /** What stands above the names and above the amounts. */
  headings: readonly [string, string];
  name: (step: WaterfallStep<T>) => string;
  /** More of a part, below its name. */
  detail?: (part: T) => ReactNode;
}

const onlyWide = { display: { xs: 'none', sm: 'table-cell' } };

/** Bars that lead from one amount to another; the table is the chart, so that both say the same. */
export function WaterfallTable<T>({ label, fall, headings, name, detail }: WaterfallTableProps<T>) {
  const format = useFormat();
  const zero = barOf({ from: 0, to: 0 }, fall).left;
  return (
    <Table size="small" aria-label={label} sx={{ tableLayout: 'fixed', '& th:first-of-type': { pl: 0 }, '& td:last-of-type, & th:last-of-type': { pr: 0 }, '& tbody tr:last-of-type > *': { borderBottom: 0 } }}>
      <TableHead>
        <TableRow>
          <TableCell scope="col" sx={{ width: { xs: '58%', sm: '36%' } }}>{headings[0]}</TableCell>
          <TableCell scope="col" aria-hidden sx={onlyWide} />
          <TableCell scope="col" align="right" sx={{ width: { xs: '42%', sm: 112 } }}>{headings[1]}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {fall.steps.map((step, index) => {
          const { left, width } = barOf(step, fall);
          const fontWeight = step.part === null ? 600 : 400;
          return (
            <TableRow key={index}>
              <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
                <Box component="span" sx={{ fontWeight }}>{name(step)}</Box>
                {step.part !== null && detail?.(step.part)}
              </TableCell>
              <TableCell aria-hidden sx={{ px: 1, ...onlyWide }}>
                <Box sx={{ position: 'relative', height: 18 }}>
                  <Box sx={{ position: 'absolute', top: -9, bottom: -9, left: `${zero}%`, width: '1px', bgcolor: 'divider' }} />
                  <Box sx={{ position: 'absolute', top: 0, height: 18, left: `${left}%`, width: `max(2px, ${width}%)`, borderRadius: '2px', ...look(step) }} />
                </Box>
              </TableCell>
              <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap', fontWeight }}>
                {step.part === null ? format.moneyExact(step.amount) : format.moneyDeltaExact(step.amount)}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

/** Less is hollow, not green: neither more nor less is good by itself. */
function look({ part, amount }: WaterfallStep<unknown>) {
  if (part === null) return { bgcolor: 'text.secondary', opacity: 0.55 };
  return amount > 0 ? { bgcolor: 'chart.line' } : { bgcolor: 'chart.bandOuter', border: 1, borderColor: 'chart.line' };
}
