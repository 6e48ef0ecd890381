import Box from '@mui/material/Box';
import type { Drift } from '@/api/types';
import { ratioShape } from '../model/drift';

interface RatioChartProps {
  days: readonly Drift[];
  width: number;
  height: number;
  label: string;
}

/** Billed over estimated, day by day, on its normal range; unusual days are marked. The dashed line is agreement. */
export function RatioChart({ days, width, height, label }: RatioChartProps) {
  const shape = ratioShape(days, width, height);
  return (
    <Box component="svg" role="img" aria-label={label} viewBox={`0 0 ${width} ${height}`} sx={{ display: 'block', width: '100%', maxWidth: width, height }}>
      <Box component="path" d={shape.band} sx={{ fill: 'var(--mui-palette-chart-bandOuter)' }} />
      <Box component="path" d={`M0,${shape.one}H${width}`} sx={{ stroke: 'var(--mui-palette-control)', fill: 'none' }} strokeDasharray="3 3" />
      <Box component="path" d={shape.line} sx={{ stroke: 'var(--mui-palette-chart-line)', fill: 'none' }} strokeWidth={1.5} strokeLinejoin="round" />
      {shape.marks.map(({ x, y, isUnusual }) => isUnusual
        ? <Box component="path" key={x} d={`M${x},${y - 4}L${x + 4},${y + 3}H${x - 4}Z`} sx={{ fill: 'var(--mui-palette-tone-high)', stroke: 'var(--mui-palette-background-paper)' }} />
        : <Box component="circle" key={x} cx={x} cy={y} r={1.5} sx={{ fill: 'var(--mui-palette-chart-line)' }} />)}
    </Box>
  );
}
