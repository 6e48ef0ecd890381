import Box from '@mui/material/Box';
import type { SxProps, Theme } from '@mui/material/styles';
import Table from '@mui/material/Table';
import type { ReactNode } from 'react';

interface TableFrameProps {
  /** The name of the table, or the id of what says it. */
  label?: string;
  labelledBy?: string;
  /** Flush: it reaches the edges of its panel. Framed: it has a border of its own. Plain: neither. */
  look?: 'flush' | 'framed' | 'plain';
  /** Where there is less room than this, in pixels, it scrolls sideways. */
  minWidth?: number;
  /** Where it is taller than this, in pixels, it scrolls beneath its headings. */
  maxHeight?: number;
  /** It is just so tall, in pixels, as what it stands for. */
  height?: number;
  /** What is different about this table. */
  sx?: SxProps<Theme>;
  /** Head, body and foot. */
  children: ReactNode;
}

/** What the first and the last cell of a row are, whether heading or not. Rows of this table alone: a row may unfold another table. */
const look = {
  flush: { '& > * > tr > :not(* + *)': { pl: 2 }, '& > * > tr > :last-child': { pr: 2 } },
  framed: {},
  plain: {},
};

const shared = {
  '& > tbody:last-child > tr:last-child > *': { borderBottom: 0 },
  '& > tfoot > tr > *': { borderBottom: 0, color: 'text.primary', fontSize: 13 },
};

const frame = { border: 1, borderColor: 'divider', borderRadius: 1 };

/** A table that scrolls within the page, also by key: the frame is a tab stop. What is hidden from view in its cells is placed against it. */
export function TableFrame({ label, labelledBy, look: chosen = 'flush', minWidth, maxHeight, height, sx, children }: TableFrameProps) {
  const name = { 'aria-label': label, 'aria-labelledby': labelledBy };
  const isSticky = maxHeight !== undefined || height !== undefined;
  return (
    <Box
      tabIndex={0}
      role="region"
      {...name}
      sx={{ overflow: 'auto', position: 'relative', maxHeight, height, ...(chosen === 'framed' && frame) }}
    >
      <Table size="small" stickyHeader={isSticky} {...name} sx={[{ minWidth }, shared, look[chosen], ...(Array.isArray(sx) ? sx : [sx])]}>
        {children}
      </Table>
    </Box>
  );
}
