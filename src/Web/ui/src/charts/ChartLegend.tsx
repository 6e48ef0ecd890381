import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTokens } from '@/theme/use-tokens';
import type { TimeChartModel } from './prepare/time-chart';

interface ChartLegendProps {
  model: TimeChartModel;
  hidden: ReadonlySet<string>;
  onToggle: (key: string) => void;
}

export function ChartLegend({ model, hidden, onToggle }: ChartLegendProps) {
  const { t } = useTranslation();
  const tokens = useTokens();
  const grouped = model.groups.length > 0;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.25, alignItems: 'center' }}>
      {grouped && model.groups.map((group) => {
        const shown = !hidden.has(group.key);
        return (
          <ButtonBase
            key={group.key}
            aria-pressed={shown}
            onClick={() => onToggle(group.key)}
            sx={{ gap: 0.75, minHeight: 24, fontSize: 12, fontFamily: 'inherit', borderRadius: 0.5, color: shown ? 'text.primary' : 'text.secondary', textDecoration: shown ? 'none' : 'line-through' }}
          >
            <Box component="span" sx={{ width: 10, height: 10, borderRadius: 0.25, border: 2, opacity: shown ? 1 : 0.6 }} style={{ borderColor: tokens.series[group.color]!, backgroundColor: shown ? tokens.series[group.color]! : 'transparent' }} />
            {group.name === '' ? t('chart.other') : group.name}
          </ButtonBase>
        );
      })}
      {grouped && model.groupCount > model.groups.length && (
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>{t('chart.capped', { shown: model.groups.length - 1, total: model.groupCount })}</Typography>
      )}
      {!grouped && <Item mark={<Line />}>{t('chart.actual')}</Item>}
      {!grouped && model.hasUsual && <Item mark={<Fill color="chart.expected" />}>{t('chart.normal')}</Item>}
      {!grouped && model.hasForecast && (
        <>
          <Item mark={<Line dashed />}>{t('chart.median')}</Item>
          <Item mark={<Fill color="chart.bandInner" />}>{t('chart.band80')}</Item>
          <Item mark={<Fill color="chart.bandOuter" dotted />}>{t('chart.band95')}</Item>
        </>
      )}
      {model.plans.length > 0 && <Item mark={<Box component="span" sx={{ width: 14, height: 10, bgcolor: 'soft.ok', border: '1px dashed', borderColor: 'tone.ok' }} />}>{t('chart.planned')}</Item>}
      {model.marks.length > 0 && <Item mark={<Box component="span" sx={{ height: 14, borderLeft: '1px dashed', borderColor: 'text.primary', ml: 0.5 }} />}>{t('chart.changed')}</Item>}
    </Box>
  );
}

function Item({ mark, children }: { mark: ReactNode; children: ReactNode }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75, minHeight: 24, fontSize: 12, color: 'text.secondary', whiteSpace: 'nowrap' }}>
      {mark}
      {children}
    </Box>
  );
}

const Line = ({ dashed = false }: { dashed?: boolean }) => (
  <Box component="span" sx={{ width: 16, borderTop: '2px', borderTopStyle: dashed ? 'dashed' : 'solid', borderColor: 'chart.line' }} />
);

const Fill = ({ color, dotted = false }: { color: string; dotted?: boolean }) => (
  <Box component="span" sx={{ width: 14, height: 10, bgcolor: color, borderBlock: color === 'chart.expected' ? 0 : '1px', borderBlockStyle: dotted ? 'dotted' : 'solid', borderColor: 'chart.line' }} />
);
