import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Forecast } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { FigureName } from '@/ui/FigureName';
import { HelpIcon } from '@/ui/icons';
import { reasonKey } from '../model/reason';

const grades = ['run', 'walk', 'crawl', 'none'] as const;

/** How far the forecast may be trusted, from its own past; or why there is none. */
export function ForecastRecord({ forecast }: { forecast: Forecast }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { record, liveRecord, reason, planned } = forecast;
  if (reason !== null) return <Note>{`${t('spend.monthEndNone')}. ${t(reasonKey(reason))}`}</Note>;
  const grade = grades.find((known) => known === record.grade) ?? 'none';
  const share = (value: number | null, digits = 0) => (value === null ? t('common.none') : format.percent(value, digits));
  const figures = record.origins === 0 ? [] : [
    [t('chart.record.grade'), t(`chart.grade.${grade}`), t('chart.record.gradeHint')],
    [t('chart.record.wape'), share(record.wape, 1), t('chart.record.wapeHint')],
    [t('chart.record.mase'), record.mase === null ? t('common.none') : format.countExact(record.mase), t('chart.record.maseHint')],
    [t('chart.record.inside', { nominal: format.percent(0.8) }), share(record.coverage80), t('chart.record.insideHint')],
    [t('chart.record.inside', { nominal: format.percent(0.95) }), share(record.coverage95), t('chart.record.insideHint')],
    [t('chart.record.origins'), format.countExact(record.origins), t('chart.record.originsHint')],
  ] as const;
  return (
    <Box sx={{ mt: 1 }}>
      {figures.length === 0 ? <Note>{t('chart.unscored')}</Note> : (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2, rowGap: 0.25, fontSize: 12, lineHeight: '18px' }}>
          <Box component="span" sx={{ fontWeight: 600 }}>
            {t('chart.record.title')}
            <FigureName bare id="forecastError" scope={forecast.scope} />
            <Tooltip title={figures.map(([label, , hint]) => <p key={label} style={{ margin: 4 }}>{`${label}: ${hint}`}</p>)} describeChild>
              <IconButton size="small" aria-label={t('chart.record.help')} data-print="hide" sx={{ p: 0.5, ml: 1 }}><HelpIcon sx={{ fontSize: 16 }} /></IconButton>
            </Tooltip>
          </Box>
          <Box component="dl" aria-label={t('chart.record.title')} sx={{ display: 'contents' }}>
            {figures.map(([label, value]) => (
              <Box key={label} sx={{ display: 'flex', gap: 0.5 }}>
                <Box component="dt" sx={{ color: 'text.secondary' }}>{label}</Box>
                <Box component="dd" sx={{ m: 0, fontVariantNumeric: 'tabular-nums', fontWeight: 600 }}>{value}</Box>
              </Box>
            ))}
          </Box>
        </Box>
      )}
      {liveRecord !== null && (
        <Note>
          {t('chart.live', {
            days: format.countExact(liveRecord.days),
            wape: share(liveRecord.wape, 1),
            bias: share(liveRecord.bias, 1),
            inside80: share(liveRecord.coverage80),
            inside95: share(liveRecord.coverage95),
          })}
        </Note>
      )}
      {([true, false] as const).map((isIncluded) => {
        const events = planned.filter((plan) => plan.isIncluded === isIncluded).map((plan) => `${plan.title} (${format.moneyDelta(plan.extraCost)})`);
        return events.length > 0 && <Note key={String(isIncluded)}>{t(isIncluded ? 'chart.plannedAhead' : 'chart.plannedWider', { events: events.join(', ') })}</Note>;
      })}
    </Box>
  );
}

const Note = ({ children }: { children: string }) => (
  <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 0.5 }}>{children}</Typography>
);
