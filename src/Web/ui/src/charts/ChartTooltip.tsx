import Box from '@mui/material/Box';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { useTokens } from '@/theme/use-tokens';
import type { ChartPoint, TimeChartModel } from './prepare/time-chart';

interface ChartTooltipProps {
  point: ChartPoint;
  model: TimeChartModel;
  hidden: ReadonlySet<string>;
  side: 'left' | 'right';
  x: number;
  /** Moved by key: say it. A pointer's every move would be noise. */
  speak: boolean;
}

export function ChartTooltip({ point, model, hidden, side, x, speak }: ChartTooltipProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const tokens = useTokens();
  const lines: { label: string; value: string; color?: string }[] = [];
  const money = (value: number | null) => (value === null ? t('chart.noRecords') : format.moneyExact(value));

  if (point.actual !== null || point.forecast === null) {
    lines.push({ label: point.isFilling ? t('chart.soFar') : t('chart.actual'), value: money(point.actual) });
  }
  model.groups.forEach((group, i) => {
    const part = point.parts[i] ?? null;
    if (part !== null && !hidden.has(group.key)) lines.push({ label: group.name === '' ? t('chart.other') : group.name, value: money(part), color: tokens.series[group.color]! });
  });
  if (point.usual !== null) {
    lines.push({ label: t('chart.expected'), value: money(point.usual.expected) });
    lines.push({ label: t('chart.normal'), value: format.moneyRange(point.usual.lower, point.usual.upper) });
  }
  if (point.forecast !== null && model.groups.length === 0) {
    lines.push({ label: t('chart.median'), value: money(point.forecast.p50) });
    lines.push({ label: t('chart.band80'), value: format.moneyRange(point.forecast.p10, point.forecast.p90) });
    lines.push({ label: t('chart.band95'), value: format.moneyRange(point.forecast.p025, point.forecast.p975) });
  }

  return (
    <Box
      aria-live={speak ? 'polite' : 'off'}
      sx={{
        position: 'absolute', top: 8, zIndex: 2, pointerEvents: 'none', minWidth: 180, maxWidth: 320,
        ...(side === 'left' ? { right: `calc(100% - ${x}px + 12px)` } : { left: x + 12 }),
        bgcolor: 'background.paper', border: 1, borderColor: 'control', borderRadius: 1, px: 1.25, py: 1, fontSize: 12, lineHeight: '18px',
      }}
    >
      <Box sx={{ fontWeight: 600, mb: 0.5 }}>{format.bucket(point.time, model.grain)}</Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr auto', columnGap: 2 }}>
        {lines.map((line) => (
          <Fragment key={line.label}>
            <Box sx={{ color: 'text.secondary', display: 'flex', alignItems: 'center', gap: 0.75, minWidth: 0 }}>
              {line.color !== undefined && <Box sx={{ width: 8, height: 8, borderRadius: 0.25, flexShrink: 0 }} style={{ backgroundColor: line.color }} />}
              <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{line.label}</Box>
            </Box>
            <Box sx={{ textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>{line.value}</Box>
          </Fragment>
        ))}
      </Box>
      {point.plans.length > 0 && <Box sx={{ mt: 0.5, color: 'tone.ok' }}>{`${t('chart.planned')}: ${point.plans.join(', ')}`}</Box>}
      {point.anomalies.slice(0, 3).map((anomaly) => (
        <Box key={anomaly.id} sx={{ mt: 0.5, color: `tone.${anomaly.severity}` }}>
          {t(`common.severity.${anomaly.severity}`)}: {anomaly.label}
        </Box>
      ))}
    </Box>
  );
}
