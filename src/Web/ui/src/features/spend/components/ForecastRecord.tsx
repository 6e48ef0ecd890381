import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Forecast } from '@/api/types';
import { useFormat } from '@/format/use-format';

const grades = ['run', 'walk', 'crawl', 'none'] as const;

/** How far the forecast may be trusted, from its own past; or why there is none. */
export function ForecastRecord({ forecast }: { forecast: Forecast }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { record, reason } = forecast;
  const grade = grades.find((known) => known === record.grade) ?? 'none';
  const text = reason !== null
    ? `${t('spend.monthEndNone')}. ${t(reason === 'history_too_short' || reason === 'no_data' ? `spend.reason.${reason}` : 'spend.reason.other')}`
    : [
      record.origins === 0 ? t('chart.unscored') : t('chart.method', { grade: t(`chart.grade.${grade}`) }),
      record.wape !== null && record.coverage80 !== null
        ? t('chart.record', { origins: format.countExact(record.origins), wape: format.percent(record.wape, 1), coverage: format.percent(record.coverage80) })
        : '',
    ].filter(Boolean).join('. ');
  return <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 1 }}>{text}</Typography>;
}
