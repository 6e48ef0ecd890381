import Box from '@mui/material/Box';
import { sparkPath } from './prepare/spark';

interface SparklineProps {
  values: readonly (number | null)[];
  label: string;
  height?: number;
  /** The last value is still filling: it is drawn apart from the line. */
  open?: boolean;
  area?: boolean;
}

/** A line without axes. Gaps stay gaps. Small enough not to need the chart engine. */
export function Sparkline({ values, label, height = 28, open = false, area = false }: SparklineProps) {
  const width = 100;
  const shape = sparkPath(values, width, height, open);
  return (
    <Box component="svg" role="img" aria-label={label} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" sx={{ display: 'block', width: '100%', height, overflow: 'visible', color: 'chart.line' }}>
      {area && shape.area !== '' && <Box component="path" d={shape.area} sx={{ fill: 'var(--mui-palette-chart-bandOuter)', opacity: 0.55 }} />}
      <path d={shape.line} fill="none" stroke="currentColor" strokeWidth={1.5} vectorEffect="non-scaling-stroke" strokeLinejoin="round" strokeLinecap="round" />
      {shape.tail !== '' && <path d={shape.tail} fill="none" stroke="currentColor" strokeWidth={1.5} strokeDasharray="2 2" vectorEffect="non-scaling-stroke" opacity={0.6} />}
    </Box>
  );
}
