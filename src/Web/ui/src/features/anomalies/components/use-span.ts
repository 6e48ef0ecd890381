import { useTranslation } from 'react-i18next';
import type { Anomaly } from '@/api/types';
import { useFormat } from '@/format/use-format';

/** When an anomaly was, in words. */
export function useSpan(): (anomaly: Anomaly, isOver: boolean) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (anomaly, isOver) => {
    const time = anomaly.granularity === 'day' ? format.day(anomaly.start) : format.dateTime(anomaly.start);
    if (!isOver) return t('anomalies.since', { time });
    return t('anomalies.lasted', { time, duration: format.duration(Date.parse(anomaly.end) - Date.parse(anomaly.start)) });
  };
}
