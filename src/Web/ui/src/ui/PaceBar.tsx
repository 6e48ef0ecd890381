import Box from '@mui/material/Box';

interface PaceBarProps {
  /** Shares of the budget: 1 is all of it. */
  used: number;
  /** Reserved beyond what is used. */
  held?: number;
  p10?: number | null;
  p50?: number | null;
  p90?: number | null;
  label: string;
  thin?: boolean;
}

/** How the month stands against its budget: filled is spent, the pale part is what is expected, the tick is the budget. */
export function PaceBar({ used, held = 0, p10 = null, p50 = null, p90 = null, label, thin = false }: PaceBarProps) {
  const end = Math.max(1, used + held, p90 ?? p50 ?? 0) * 1.04;
  const at = (share: number) => `${Math.min(100, Math.max(0, (share / end) * 100))}%`;
  const over = used > 1;
  const risk = !over && p50 !== null && p50 > 1;
  const fill = over ? 'tone.critical' : risk ? 'tone.high' : 'chart.line';
  const height = thin ? 6 : 10;
  return (
    <Box role="img" aria-label={label} sx={{ position: 'relative', height: height + 6, minWidth: 40, flex: 1 }}>
      <Box sx={{ position: 'absolute', top: 3, left: 0, width: at(1), height, bgcolor: 'track', borderRadius: 0.5 }} />
      {p50 !== null && p50 > used && (
        <Box sx={{ position: 'absolute', top: 3, left: at(used), width: `calc(${at(p50)} - ${at(used)})`, height, bgcolor: 'chart.bandInner', opacity: 0.9 }} />
      )}
      {held > 0 && (
        <Box sx={{ position: 'absolute', top: 3, left: at(used), width: `max(2px, calc(${at(used + held)} - ${at(used)}))`, height, border: '1px solid', borderColor: fill, borderRadius: 0.5, bgcolor: 'background.paper' }} />
      )}
      {p10 !== null && p90 !== null && (
        <Box sx={{ position: 'absolute', top: 3 + height / 2 - 1, left: at(p10), width: `max(2px, calc(${at(p90)} - ${at(p10)}))`, height: 2, bgcolor: 'text.secondary' }} />
      )}
      <Box sx={{ position: 'absolute', top: 3, left: 0, width: at(used), height, bgcolor: fill, borderRadius: 0.5, minWidth: used > 0 ? 2 : 0 }} />
      <Box sx={{ position: 'absolute', top: 0, left: `calc(${at(1)} - 1px)`, width: 2, height: height + 6, bgcolor: 'text.primary', borderRadius: 1 }} />
    </Box>
  );
}
