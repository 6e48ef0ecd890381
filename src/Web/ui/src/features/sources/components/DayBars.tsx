import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { SourceDay } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { dayBars, given, type DayBar } from '../model/sources';

interface DayBarsProps {
  days: readonly SourceDay[];
  until: string;
  height: number;
  label: string;
}

const WIDTH = 350;

/** New and changed rows by day of reading; refused ones on top. A day without a read has no bar, a read without news a thin line. */
export function DayBars({ days, until, height, label }: DayBarsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const bars = dayBars(days, until);
  const top = Math.max(1, ...bars.map(({ rows }) => (rows === null ? 0 : given(rows) + rows.rejected)));
  const step = WIDTH / bars.length;
  const tall = (value: number) => (value / top) * (height - 2);
  const words = ({ day, rows }: DayBar) => rows === null
    ? `${format.day(day)}: ${t('sources.notRead')}`
    : `${format.day(day)}: ${t('sources.dayRows', { accepted: format.countExact(rows.accepted), changed: format.countExact(rows.restated + rows.retracted), unchanged: format.countExact(rows.unchanged), rejected: format.countExact(rows.rejected) })}`;
  return (
    <Box component="svg" role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${height}`} preserveAspectRatio="none" sx={{ display: 'block', width: '100%', height }}>
      {bars.map((bar, i) => {
        const news = bar.rows === null ? 0 : tall(given(bar.rows));
        const refused = bar.rows === null ? 0 : tall(bar.rows.rejected);
        return (
          <g key={bar.day}>
            <title>{words(bar)}</title>
            <rect x={i * step} y={0} width={step} height={height} fill="transparent" />
            {bar.rows !== null && <Box component="rect" x={i * step + 1} y={height - Math.max(1, news)} width={step - 2} height={Math.max(1, news)} sx={{ fill: 'var(--mui-palette-chart-line)' }} />}
            {refused > 0 && <Box component="rect" x={i * step + 1} y={height - Math.max(1, news) - Math.max(2, refused)} width={step - 2} height={Math.max(2, refused)} sx={{ fill: 'var(--mui-palette-tone-high)' }} />}
          </g>
        );
      })}
    </Box>
  );
}
