import Box from '@mui/material/Box';
import { Fragment, useCallback, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { EChartsCoreOption } from './core/register';
import { useEChart, type PlotGeometry } from './core/use-echart';
import { moveCursor, nearestPoint } from './prepare/cursor';

export interface Tip {
  title: string;
  lines: readonly { label: string; value: string; color?: string }[];
  notes?: readonly { key: string; tone: string; text: string }[];
}

interface PlotProps {
  option: EChartsCoreOption;
  /** Changes when series come or go. */
  structure: string;
  /** How many places the time axis has. */
  count: number;
  /** When they are, in order; without it the axis counts them. */
  times?: readonly { time: number }[];
  /** What is drawn, in words. */
  label: string;
  height: number;
  tip: (index: number) => Tip;
  /** What a click or Enter at a place opens, if anything. */
  choice?: (index: number) => string | undefined;
  onChoose?: (choice: string) => void;
}

/** A drawing over places in time with one cursor for pointer and keyboard; what the cursor tells is real text. */
export function Plot({ option, structure, count, times, label, height, tip, choice, onChoose }: PlotProps) {
  const { t } = useTranslation();
  const element = useRef<HTMLDivElement>(null);
  const [geometry, setGeometry] = useState<PlotGeometry | null>(null);
  const [cursor, setCursor] = useState<{ index: number; byKey: boolean } | null>(null);
  const helpId = useId();
  const onLayout = useCallback((next: PlotGeometry) => setGeometry(next), []);
  useEChart(element, option, structure, onLayout);
  const index = cursor === null || count === 0 ? null : Math.min(cursor.index, count - 1);
  const chosen = index === null ? undefined : choice?.(index);

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (geometry === null) return;
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const isInside = x >= geometry.left - 8 && x <= geometry.right + 8;
    const time = geometry.time(x);
    const nearest = times === undefined ? Math.min(count - 1, Math.max(0, Math.round(time))) : nearestPoint(times, time);
    setCursor(isInside ? { index: nearest, byKey: false } : null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setCursor(null);
    if (event.key === 'Enter' && chosen !== undefined) return onChoose?.(chosen);
    const next = moveCursor(index, count, event.key);
    if (next === null) return;
    event.preventDefault();
    setCursor({ index: next, byKey: true });
  };

  const x = index === null || geometry === null ? null : geometry.x(times === undefined ? index : times[index]!.time);
  return (
    <Box
      role="group"
      aria-roledescription={t('chart.chart')}
      aria-label={label}
      aria-describedby={helpId}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setCursor(null)}
      onBlur={() => setCursor(null)}
      onClick={() => chosen !== undefined && onChoose?.(chosen)}
      sx={{ position: 'relative', height, borderRadius: 1, cursor: chosen === undefined ? 'default' : 'pointer', touchAction: 'pan-y' }}
    >
      <span id={helpId} hidden>{t('chart.cursor')}</span>
      <Box ref={element} aria-hidden sx={{ position: 'absolute', inset: 0 }} />
      {index !== null && geometry !== null && x !== null && (
        <>
          <Box sx={{ position: 'absolute', top: geometry.top, height: geometry.bottom - geometry.top, left: x, width: '1px', bgcolor: 'text.secondary', opacity: 0.6, pointerEvents: 'none' }} />
          <TipBox tip={tip(index)} x={x} isLeft={x > (geometry.left + geometry.right) / 2} speak={cursor!.byKey} />
        </>
      )}
    </Box>
  );
}

function TipBox({ tip, x, isLeft, speak }: { tip: Tip; x: number; isLeft: boolean; speak: boolean }) {
  return (
    <Box
      // Moved by key: say it. A pointer's every move would be noise.
      aria-live={speak ? 'polite' : 'off'}
      sx={{
        position: 'absolute', top: 8, zIndex: 2, pointerEvents: 'none', minWidth: 180, maxWidth: 340,
        ...(isLeft ? { right: `calc(100% - ${x}px + 12px)` } : { left: x + 12 }),
        bgcolor: 'background.paper', border: 1, borderColor: 'control', borderRadius: 1, px: 1.25, py: 1, fontSize: 12, lineHeight: '18px',
      }}
    >
      <Box sx={{ fontWeight: 600, mb: 0.5 }}>{tip.title}</Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr auto', columnGap: 2 }}>
        {tip.lines.map((line) => (
          <Fragment key={line.label}>
            <Box sx={{ color: 'text.secondary', display: 'flex', alignItems: 'center', gap: 0.75, minWidth: 0 }}>
              {line.color !== undefined && <Box sx={{ width: 8, height: 8, borderRadius: 0.25, flexShrink: 0 }} style={{ backgroundColor: line.color }} />}
              <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{line.label}</Box>
            </Box>
            <Box sx={{ textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>{line.value}</Box>
          </Fragment>
        ))}
      </Box>
      {tip.notes?.map((note) => <Box key={note.key} sx={{ mt: 0.5, color: note.tone }}>{note.text}</Box>)}
    </Box>
  );
}
