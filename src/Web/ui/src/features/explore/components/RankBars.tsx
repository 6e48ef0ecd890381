import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { useFigure, type FigureForm } from '@/ui/use-figure';

interface RankBarsProps {
  bars: readonly { key: string; name: string; value: number | null }[];
  form: FigureForm;
  label: string;
}

/** The groups of a whole period against each other. */
export function RankBars({ bars, form, label }: RankBarsProps) {
  const { t } = useTranslation();
  const figure = useFigure(form);
  const widest = Math.max(0, ...bars.map((bar) => bar.value ?? 0));
  return (
    <Box component="ul" aria-label={label} sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexDirection: 'column', gap: 1 }}>
      {bars.map((bar) => (
        <Box component="li" key={bar.key} sx={{ display: 'grid', gridTemplateColumns: 'minmax(120px, 240px) minmax(0, 1fr) 120px', gap: 1.5, alignItems: 'center', minHeight: 28 }}>
          <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }} title={bar.name}>{bar.name === '' ? t('chart.other') : bar.name}</Box>
          <Box aria-hidden sx={{ height: 14 }}>
            <Box sx={{ height: 14, borderRadius: 0.5, bgcolor: bar.name === '' ? 'text.secondary' : 'chart.line', minWidth: bar.value === null ? 0 : 2 }} style={{ width: widest === 0 ? 0 : `${((bar.value ?? 0) / widest) * 100}%` }} />
          </Box>
          <Box component="span" sx={{ textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>{figure.short(bar.value)}</Box>
        </Box>
      ))}
    </Box>
  );
}
