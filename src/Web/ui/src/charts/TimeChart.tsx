import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { useCallback, useId, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { useTokens } from '@/theme/use-tokens';
import { ChartTooltip } from './ChartTooltip';
import { chartOption } from './core/option';
import { useEChart, type PlotGeometry } from './core/use-echart';
import { moveCursor, nearestPoint } from './prepare/cursor';
import { useDescription } from './use-description';
import type { TimeChartModel } from './prepare/time-chart';

export interface TimeChartProps {
  model: TimeChartModel;
  hidden: ReadonlySet<string>;
  height: number;
  onAnomaly: (id: string) => void;
}

/** The drawn chart with one cursor for pointer and keyboard; what the cursor tells is real text. */
export function TimeChart({ model, hidden, height, onAnomaly }: TimeChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const tokens = useTokens();
  const theme = useTheme();
  const element = useRef<HTMLDivElement>(null);
  const [geometry, setGeometry] = useState<PlotGeometry | null>(null);
  const [cursor, setCursor] = useState<{ index: number; byKey: boolean } | null>(null);
  const helpId = useId();
  const description = useDescription(model);

  const option = useMemo(
    () => chartOption({ model, hidden, tokens, format, nowLabel: t('chart.now'), fontFamily: theme.typography.fontFamily ?? 'sans-serif' }),
    [model, hidden, tokens, format, t, theme],
  );
  const structure = `${model.grain}|${model.groups.length}|${model.hasForecast}|${model.hasUsual}`;
  const onLayout = useCallback((next: PlotGeometry) => setGeometry(next), []);
  useEChart(element, option, structure, onLayout);

  const index = cursor === null ? null : Math.min(cursor.index, model.points.length - 1);
  const point = index === null ? undefined : model.points[index];

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (geometry === null) return;
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const inside = x >= geometry.left - 8 && x <= geometry.right + 8;
    setCursor(inside ? { index: nearestPoint(model.points, geometry.time(x)), byKey: false } : null);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setCursor(null);
    if (event.key === 'Enter' && point?.anomalies[0] !== undefined) return onAnomaly(point.anomalies[0].id);
    const next = moveCursor(index, model.points.length, event.key);
    if (next === null) return;
    event.preventDefault();
    setCursor({ index: next, byKey: true });
  };

  const x = point === undefined || geometry === null ? null : geometry.x(point.time);
  return (
    <Box
      role="group"
      aria-roledescription={t('chart.chart')}
      aria-label={description}
      aria-describedby={helpId}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setCursor(null)}
      onBlur={() => setCursor(null)}
      onClick={() => point?.anomalies[0] !== undefined && onAnomaly(point.anomalies[0].id)}
      sx={{ position: 'relative', height, borderRadius: 1, cursor: point !== undefined && point.anomalies.length > 0 ? 'pointer' : 'default', touchAction: 'pan-y' }}
    >
      <span id={helpId} hidden>{t('chart.cursor')}</span>
      <Box ref={element} aria-hidden sx={{ position: 'absolute', inset: 0 }} />
      {point !== undefined && geometry !== null && x !== null && (
        <>
          <Box sx={{ position: 'absolute', top: geometry.top, height: geometry.bottom - geometry.top, left: x, width: '1px', bgcolor: 'text.secondary', opacity: 0.6, pointerEvents: 'none' }} />
          <ChartTooltip point={point} model={model} hidden={hidden} side={x > (geometry.left + geometry.right) / 2 ? 'left' : 'right'} x={x} speak={cursor!.byKey} />
        </>
      )}
    </Box>
  );
}
